using System.Security.Cryptography;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Training;

/// <summary>
/// What a training takes over from an earlier model (Yosinski et al., 2014, "How transferable are features"): all weights, as a
/// warm start; or all but fresh layers, such as the last, where the answer is another one; some of them frozen. What was
/// learned of much data so serves where there is little. The networks must be alike: the same trainer with the same
/// parameters, over as many columns, codes or items. Quantities are standardised by the new rows.
/// </summary>
/// <remarks>
/// A layer is named by its kind and its number, such as <c>embedding-1</c> or <c>linear-2</c>: see <see cref="Layers"/>.
/// </remarks>
public sealed record Transfer
{
    private readonly IReadOnlyList<OnnxTensor> weights;

    /// <param name="earlier">The network of a model that was trained here, such as <see cref="OnnxTabularModel.Network"/>.</param>
    /// <exception cref="ArgumentException">It has no named layers: it was not trained here, or by an earlier version.</exception>
    public Transfer(OnnxModel earlier)
    {
        weights = Named(earlier);
        if (weights.Count == 0)
            throw new ArgumentException(
                "The earlier model has no named layers: it was not trained here.",
                nameof(earlier)
            );
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(earlier.Bytes));
    }

    /// <summary>A hash of the earlier model: another one is another training.</summary>
    public string Sha256 { get; }

    /// <summary>Layers that stay as they are in the earlier model.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>Layers that begin with drawn weights, whatever the earlier model has.</summary>
    public IReadOnlyList<string> Fresh { get; init; } = [];

    /// <summary>The layers of a model that was trained here, in the order in which they were made.</summary>
    public static IReadOnlyList<string> Layers(OnnxModel model) =>
        [.. Named(model).Select(w => Weight.LayerOf(w.Name)).Distinct()];

    /// <summary>Puts the earlier weights into a network, and freezes.</summary>
    /// <exception cref="ArgumentException">They do not fit; the message names all that is wrong.</exception>
    internal void Apply(NetworkState state)
    {
        var earlier = weights.ToDictionary(w => w.Name);
        var taken = state.Weights.Where(w => !Fresh.Contains(Weight.LayerOf(w.Name))).ToList();
        Check(state.Weights, taken, earlier);
        foreach (var weight in taken)
        {
            state.Restore(weight.Name, earlier[weight.Name].Values<float>());
            if (weight.IsLearned && Frozen.Contains(Weight.LayerOf(weight.Name)))
                state.Freeze(weight.Name);
        }
        if (!state.Learned.Any())
            throw new ArgumentException("All layers are frozen: nothing is left to be learned.");
    }

    private void Check(IReadOnlyList<Weight> all, List<Weight> taken, Dictionary<string, OnnxTensor> earlier)
    {
        var layers = all.Select(w => Weight.LayerOf(w.Name)).Distinct().ToList();
        string[] faults =
        [
            .. taken
                .Where(w => !earlier.TryGetValue(w.Name, out var found) || !found.Shape.SequenceEqual(w.Shape))
                .Select(w =>
                    $"{w.Name} is {Shape(w.Shape)} here and {Shape(earlier.GetValueOrDefault(w.Name)?.Shape)} there"
                ),
            .. earlier
                .Values.Where(e => !Fresh.Contains(Weight.LayerOf(e.Name)) && all.All(w => w.Name != e.Name))
                .Select(e => $"{e.Name} is missing here and {Shape(e.Shape)} there"),
            .. Frozen.Concat(Fresh).Except(layers).Select(name => $"there is no layer '{name}'"),
            .. Frozen.Intersect(Fresh).Select(name => $"{name} is both frozen and fresh"),
        ];
        if (faults.Length > 0)
            throw new ArgumentException(
                $"The earlier model cannot be taken over: {string.Join("; ", faults)}. The layers are {string.Join(", ", layers)}; "
                    + "those that differ can be fresh."
            );
    }

    private static string Shape(long[]? shape) => shape is null ? "missing" : $"[{string.Join(", ", shape)}]";

    private static List<OnnxTensor> Named(OnnxModel model) =>
        [.. OnnxLayers.Read(model.Bytes).Named.Select(w => new OnnxTensor(w.Name, OnnxType.Float, w.Shape, w.Data))];
}
