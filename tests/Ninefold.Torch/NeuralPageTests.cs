using Ninefold.Repository.Tests;

namespace Ninefold.Torch.Tests;

public sealed class NeuralPageTests
{
    [Fact]
    public async Task The_page_on_neural_models_runs_and_prints_what_it_says()
    {
        var (printed, promised) = await DocExample.RunAsync(SourceTree.Text("docs/parts/neural.md"));
        Assert.NotEmpty(promised);
        Assert.Equal(promised, printed);
    }
}
