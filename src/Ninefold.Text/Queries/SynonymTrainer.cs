using System.Numerics.Tensors;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Serving;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Queries;

/// <summary>
/// Learns which words serve for each other from their vectors: those of which each is among the nearest of the other, and
/// which are much alike. A frequent word is near to many, and is near to few of them in return; asking both ways keeps it out.
/// </summary>
public sealed record SynonymTrainer : ITrainer<WordVectors, SynonymTable>
{
    /// <inheritdoc/>
    public string Name => "synonyms";

    /// <summary>How many nearest words count, both ways, at least 1.</summary>
    public int Count { get; init; } = 2;

    /// <summary>How alike the words must be, as the cosine of their vectors; above 0 and below 1.</summary>
    public double Least { get; init; } = .7;

    /// <summary>What a synonym counts beside the word that was typed, times how alike it is; above 0 and at most 1.</summary>
    public double Weight { get; init; } = .3;

    /// <summary>Only so many first words are looked at, which are the most frequent ones; at least 2.</summary>
    public int Most { get; init; } = 10_000;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is out of range; all faults are named.</exception>
    public SynonymTable Fit(WordVectors data, TrainingContext context)
    {
        Parameters.Check(
            nameof(SynonymTrainer),
            Parameters.AtLeast(Count, 1),
            Parameters.Above(Least, 0),
            Least < 1 ? null : $"{nameof(Least)} must be below 1, got {Least}",
            Parameters.Above(Weight, 0),
            Weight <= 1 ? null : $"{nameof(Weight)} must be at most 1, got {Weight}",
            Parameters.AtLeast(Most, 2)
        );
        var units = Units(data, Math.Min(Most, data.Count));
        var near = new ScoredItem[units.Length][];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Threads,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, near.Length, options, word => near[word] = Nearest(units, word));
        return new(
            near.Index()
                .Select(n =>
                    (
                        Word: data.Words[n.Index],
                        Alike: n.Item.Where(other => near[other.Item].Any(back => back.Item == n.Index)).ToList()
                    )
                )
                .Where(n => n.Alike.Count > 0)
                .ToDictionary(
                    n => n.Word,
                    IReadOnlyList<Alternative> (n) =>
                        [.. n.Alike.Select(a => new Alternative(data.Words[a.Item], Weight * Math.Min(1, a.Score)))],
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>The words that are much like one, best first.</summary>
    private ScoredItem[] Nearest(float[][] units, int word)
    {
        var kept = new ScoredItem[Math.Min(Count, units.Length)];
        var best = new TopK(kept);
        for (var other = 0; other < units.Length; other++)
            if (
                other != word
                && TensorPrimitives.Dot<float>(units[word], units[other]) is var cosine
                && cosine >= Least
            )
                best.Offer(other, cosine);
        return kept[..best.Sort()];
    }

    private static float[][] Units(WordVectors vectors, int count)
    {
        var units = new float[count][];
        for (var word = 0; word < count; word++)
        {
            units[word] = vectors.VectorOf(word).ToArray();
            if (TensorPrimitives.Norm<float>(units[word]) is > 0 and var length)
                TensorPrimitives.Divide(units[word], length, units[word]);
        }
        return units;
    }
}
