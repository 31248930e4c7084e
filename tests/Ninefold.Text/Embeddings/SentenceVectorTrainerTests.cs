using Ninefold.Data.Storage;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

public sealed class SentenceVectorTrainerTests
{
    private static readonly WordVectors Vectors = new(["the", "wing", "flow"], 2, [4, 0, 0, 2, 1, 1]);
    private static readonly string[][] Sentences =
    [
        ["the", "wing"],
        ["the", "flow"],
    ];

    /// <summary>The shares are 2/4, 1/4 and 1/4: with a = .25 the weights are 1/3, 1/2 and 1/2.</summary>
    [Fact]
    public void Frequent_words_count_less()
    {
        var vectors = new SentenceVectorTrainer(.25, Common: 0).Fit(new(Vectors, Sentences), new(Seed: 1));
        Assert.Equal([4f / 6, .5f], vectors.Encode(["the", "wing"]), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0, 1], vectors.Encode(["wing", "unknown"]));
        Assert.Equal([0, 0], vectors.Encode(["unknown"]));
        Assert.Equal([0, 0], vectors.Encode([]));
    }

    /// <summary>Both sentences have the vectors (2/3, 1/2) and (11/12, 1/4): what is left stands at a right angle to the common one.</summary>
    [Fact]
    public void What_all_sentences_have_in_common_is_taken_away()
    {
        var vectors = new SentenceVectorTrainer(.25).Fit(new(Vectors, Sentences), new(Seed: 1));
        var (first, second) = (vectors.Encode(Sentences[0]), vectors.Encode(Sentences[1]));
        var (x, y) = (vectors.Directions[0], vectors.Directions[1]);
        Assert.Equal(1, (x * x) + (y * y), 5);
        Assert.Equal(0, (x * first[0]) + (y * first[1]), 5);
        // The eigenvector of ((1.28472, .5625), (.5625, .3125)) with the larger eigenvalue, 1.54206.
        Assert.Equal(.5625 / (1.54206 - .3125), y / x, 3);
        Assert.True(first[1] > 0 && second[1] < 0);
    }

    [Fact]
    public void A_saved_model_encodes_alike()
    {
        var vectors = new SentenceVectorTrainer().Fit(new(Vectors, Sentences), new(Seed: 1));
        var again = PartSerializer.Read<SentenceVectors>(PartSerializer.Write(vectors));
        Assert.Equal(vectors.Encode(Sentences[1]), again.Encode(Sentences[1]));
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        Assert.Contains(
            "at least one of 1 sentences needs a word with a vector",
            Assert
                .Throws<ArgumentException>(() =>
                    new SentenceVectorTrainer().Fit(
                        new(
                            Vectors,
                            [
                                ["unknown"],
                            ]
                        ),
                        new(Seed: 1)
                    )
                )
                .Message
        );
        Assert.Contains(
            "Smoothing must be above 0, got 0; Common must be 0 or more, got -1",
            Assert.Throws<ArgumentException>(() => new SentenceVectorTrainer(0, -1)).Message
        );
    }
}
