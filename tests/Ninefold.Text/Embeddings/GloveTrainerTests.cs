using Ninefold.Models;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

public sealed class GloveTrainerTests : EmbeddingTrainerContract
{
    private static readonly GloveTrainer Small = new()
    {
        Dimension = 8,
        Least = 2,
        Full = 10,
        Passes = 60,
    };

    protected override ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors> Trainer => Small;

    protected override (ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors>, string[]) Wrong =>
        (
            Small with
            {
                Window = 0,
                Full = 0,
                Power = -1,
            },
            ["Window must be 1 or more, got 0", "Full must be above 0, got 0", "Power must be 0 or more, got -1"]
        );

    [Fact]
    public void Any_number_of_threads_gives_the_same_vectors() =>
        Assert.Equal(
            Small.Fit(Sentences(100), new(Seed: 1, Threads: 1)).Values,
            Small.Fit(Sentences(100), new(Seed: 1, Threads: 3)).Values
        );

    /// <summary>The trained vectors of the aeronautical abstracts find by a title the text below it.</summary>
    [Fact]
    public void Titles_of_Cranfield_find_their_texts()
    {
        var quality = TitleSearch.Of(new GloveTrainer { Dimension = 64, Full = 10 });
        TestContext.Current.SendDiagnosticMessage($"GloVe: {quality}");
        Assert.InRange(quality.Smooth, .025, 1);
    }
}
