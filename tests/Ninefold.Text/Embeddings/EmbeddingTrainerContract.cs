using Ninefold.Models;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

/// <summary>What every trainer of word vectors must do.</summary>
public abstract class EmbeddingTrainerContract
{
    /// <summary>A trainer of few dimensions that keeps words which occur twice.</summary>
    protected abstract ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors> Trainer { get; }

    /// <summary>A trainer with parameters out of range, and what is said of each.</summary>
    protected abstract (
        ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors> Trainer,
        string[] Faults
    ) Wrong { get; }

    /// <summary>Sentences of two topics: words of one stand beside each other, words of both never.</summary>
    protected static List<string[]> Sentences(int count)
    {
        var random = new Random(4);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    Enumerable.Range(0, 8).Select(_ => $"{(i % 2 == 0 ? "sea" : "air")}{random.Next(6)}").ToArray()
                ),
        ];
    }

    [Fact]
    public void Words_that_are_used_alike_lie_near_each_other()
    {
        var vectors = Trainer.Fit(Sentences(400), new(Seed: 1));
        Assert.Equal(12, vectors.Count);
        foreach (var word in vectors.Words)
            Assert.All(vectors.Nearest(word, 5), near => Assert.Equal(word[..3], near.Word[..3]));
    }

    [Fact]
    public void One_thread_and_the_same_seed_give_the_same_vectors_and_another_seed_others()
    {
        var first = Trainer.Fit(Sentences(50), new(Seed: 1));
        Assert.Equal(first.Values, Trainer.Fit(Sentences(50), new(Seed: 1)).Values);
        Assert.NotEqual(first.Values, Trainer.Fit(Sentences(50), new(Seed: 2)).Values);
    }

    [Fact]
    public void Two_threads_learn_as_well()
    {
        var vectors = Trainer.Fit(Sentences(400), new(Seed: 1, Threads: 2));
        foreach (var word in vectors.Words)
            Assert.All(vectors.Nearest(word, 5), near => Assert.Equal(word[..3], near.Word[..3]));
    }

    [Fact]
    public void Rare_words_are_left_out_and_frequent_ones_come_first()
    {
        string[][] sentences =
        [
            ["a", "b", "b", "c"],
            ["b", "c", "once"],
        ];
        Assert.Equal(["b", "c"], Trainer.Fit(sentences, new(Seed: 1)).Words);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        Assert.Contains(
            "must occur 2 times or more, but of 1 different ones none does",
            Assert
                .Throws<ArgumentException>(() =>
                    Trainer.Fit(
                        [
                            ["once"],
                        ],
                        new(1)
                    )
                )
                .Message
        );
        var message = Assert.Throws<ArgumentException>(() => Wrong.Trainer.Fit([], new(1))).Message;
        Assert.All(Wrong.Faults, fault => Assert.Contains(fault, message, StringComparison.Ordinal));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Sentences(9), new(1, Cancellation: new(canceled: true)))
        );
    }
}
