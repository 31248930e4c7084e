using Ninefold.Models;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

public sealed class SkipGramTrainerTests : EmbeddingTrainerContract
{
    private static readonly SkipGramTrainer Small = new()
    {
        Dimension = 8,
        Least = 2,
        Frequent = 1,
        Passes = 10,
    };

    protected override ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors> Trainer => Small;

    protected override (ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors>, string[]) Wrong =>
        (
            Small with
            {
                Dimension = 0,
                Longest = 2,
                LearningRate = double.NaN,
            },
            [
                "Dimension must be 1 or more, got 0",
                "Longest must be 3 or more, got 2",
                "LearningRate must be above 0, got NaN",
            ]
        );

    /// <summary>The parts of "sea" and "air" are learned with the words that hold them.</summary>
    [Fact]
    public void A_word_never_seen_lies_near_those_it_shares_parts_with()
    {
        var vectors = (Small with { Places = 500 }).Fit(Sentences(400), new(Seed: 1));
        Assert.All(vectors.Nearest("seas", 6), near => Assert.StartsWith("sea", near.Word));
        Assert.All(vectors.Nearest("airs", 6), near => Assert.StartsWith("air", near.Word));
        Assert.Empty(Small.Fit(Sentences(50), new(Seed: 1)).Nearest("seas", 3));
    }

    /// <summary>The trained vectors of the aeronautical abstracts find by a title the text below it.</summary>
    [Fact]
    public void Titles_of_Cranfield_find_their_texts()
    {
        var quality = TitleSearch.Of(
            new SkipGramTrainer
            {
                Dimension = 64,
                Frequent = 1e-3,
                Passes = 8,
            }
        );
        TestContext.Current.SendDiagnosticMessage($"skip-gram: {quality}");
        Assert.InRange(quality.Smooth, .06, 1);
        Assert.True(quality.Smooth > quality.Mean);
    }
}
