using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ninefold.Bench.TorchOnnx;

/// <summary>
/// DCN-v2 as one would write it in TorchSharp: modules, evaluation mode, no gradients. Embedded categories and quantities,
/// crosses beside layers of neurons.
/// </summary>
internal sealed class TorchPeer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly ModuleList<Embedding> tables;
    private readonly ModuleList<Linear> crosses;
    private readonly ModuleList<Linear> deep;
    private readonly Linear last;

    public TorchPeer(int quantities, int categories, int codes, int width, int crossings, int[] hidden)
        : base("dcn-v2")
    {
        var wide = quantities + categories * width;
        tables = nn.ModuleList([.. Enumerable.Range(0, categories).Select(_ => nn.Embedding(codes, width))]);
        crosses = nn.ModuleList([.. Enumerable.Range(0, crossings).Select(_ => nn.Linear(wide, wide))]);
        deep = nn.ModuleList([.. hidden.Select((outputs, i) => nn.Linear(i == 0 ? wide : hidden[i - 1], outputs))]);
        last = nn.Linear(wide + hidden[^1], 1);
        RegisterComponents();
        eval();
    }

    public override Tensor forward(Tensor quantities, Tensor codes)
    {
        var x = cat([quantities, .. tables.Select((table, i) => table.forward(codes.select(1, i)))], 1);
        var (crossed, neurons) = (x, x);
        foreach (var cross in crosses)
            crossed = x * cross.forward(crossed) + crossed;
        foreach (var layer in deep)
            neurons = layer.forward(neurons).relu();
        return last.forward(cat([crossed, neurons], 1)).sigmoid().reshape(-1);
    }
}
