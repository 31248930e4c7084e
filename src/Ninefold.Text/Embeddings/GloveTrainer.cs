using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Embeddings;

/// <summary>
/// GloVe (Pennington, Socher and Manning 2014): vectors whose products are the logarithms of how often words stand near
/// each other, by AdaGrad. Pairs are learned in blocks that share no vector (Gemulla and others 2011), so that any number
/// of threads gives the same vectors. Keeps every pair that occurs in memory.
/// </summary>
public sealed record GloveTrainer : ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors>
{
    /// <inheritdoc/>
    public string Name => "glove";

    /// <summary>How many numbers a vector has, at least 1.</summary>
    public int Dimension { get; init; } = 100;

    /// <summary>How many words on each side are near, one at distance d counting 1 / d; at least 1.</summary>
    public int Window { get; init; } = 10;

    /// <summary>How often the pairs are learned, at least 1.</summary>
    public int Passes { get; init; } = 25;

    /// <summary>The size of a step, above 0.</summary>
    public double LearningRate { get; init; } = .05;

    /// <summary>How often a word must occur, at least 1.</summary>
    public int Least { get; init; } = 5;

    /// <summary>Pairs that occur less often than this count less, above 0: 100 for large texts, 10 for small ones.</summary>
    public double Full { get; init; } = 100;

    /// <summary>How a pair's weight rises to 1: (count / <see cref="Full"/>) to this power, at least 0.</summary>
    public double Power { get; init; } = .75;

    /// <summary>Learns from sentences, each its words in order.</summary>
    /// <exception cref="ArgumentException">Parameters are out of range, all are named; or no word is frequent enough.</exception>
    public WordVectors Fit(IEnumerable<IReadOnlyList<string>> data, TrainingContext context)
    {
        Parameters.Check(
            nameof(GloveTrainer),
            Parameters.AtLeast(Dimension, 1),
            Parameters.AtLeast(Window, 1),
            Parameters.AtLeast(Passes, 1),
            Parameters.Above(LearningRate, 0),
            Parameters.AtLeast(Least, 1),
            Parameters.Above(Full, 0),
            Parameters.AtLeast(Power, 0)
        );
        var corpus = EmbeddingCorpus.Of(data, Least, nameof(GloveTrainer), context.Cancellation);
        return new GloveLearning(this, corpus.Words.Length, context).Run(corpus);
    }
}
