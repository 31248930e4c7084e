using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Embeddings;

/// <summary>
/// Skip-gram with negative sampling (Mikolov and others 2013), with parts of words where <see cref="Places"/> is above 0
/// (Bojanowski and others 2017, known as fastText): a word's vector learns to tell the words around it from words drawn at
/// random. One thread and the same seed give the same vectors; several threads change vectors under each other's hands
/// (Recht and others 2011), so that theirs differ a little each time.
/// </summary>
public sealed record SkipGramTrainer : ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors>
{
    /// <inheritdoc/>
    public string Name => "skip-gram";

    /// <summary>How many numbers a vector has, at least 1.</summary>
    public int Dimension { get; init; } = 100;

    /// <summary>How many words on each side are looked at: from 1 to this, drawn anew each time; at least 1.</summary>
    public int Window { get; init; } = 5;

    /// <summary>How many words are drawn at random beside each true one, at least 1.</summary>
    public int Negatives { get; init; } = 5;

    /// <summary>How often the sentences are read, at least 1.</summary>
    public int Passes { get; init; } = 5;

    /// <summary>The size of the first step, which falls to 0; above 0.</summary>
    public double LearningRate { get; init; } = .05;

    /// <summary>How often a word must occur, at least 1.</summary>
    public int Least { get; init; } = 5;

    /// <summary>Words of a larger share of the text than this are passed over now and then, above 0; 1 keeps all.</summary>
    public double Frequent { get; init; } = 1e-4;

    /// <summary>How many places the parts of words share, at least 0; 0 does without parts.</summary>
    public int Places { get; init; }

    /// <summary>The fewest characters of a part, at least 1.</summary>
    public int Shortest { get; init; } = 3;

    /// <summary>The most characters of a part, at least <see cref="Shortest"/>.</summary>
    public int Longest { get; init; } = 6;

    /// <summary>Learns from sentences, each its words in order.</summary>
    /// <exception cref="ArgumentException">Parameters are out of range, all are named; or no word is frequent enough.</exception>
    public WordVectors Fit(IEnumerable<IReadOnlyList<string>> data, TrainingContext context)
    {
        Parameters.Check(
            nameof(SkipGramTrainer),
            Parameters.AtLeast(Dimension, 1),
            Parameters.AtLeast(Window, 1),
            Parameters.AtLeast(Negatives, 1),
            Parameters.AtLeast(Passes, 1),
            Parameters.Above(LearningRate, 0),
            Parameters.AtLeast(Least, 1),
            Parameters.Above(Frequent, 0),
            Parameters.AtLeast(Places, 0),
            Parameters.AtLeast(Shortest, 1),
            Parameters.AtLeast(Longest, Shortest)
        );
        var corpus = EmbeddingCorpus.Of(data, Least, nameof(SkipGramTrainer), context.Cancellation);
        var learning = new SkipGramLearning(this, corpus, context);
        learning.Run();
        return learning.Vectors();
    }
}
