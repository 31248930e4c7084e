namespace Ninefold.Serving;

/// <summary>What an <see cref="ExactIndex"/> is, and what the options of all indexes that visit buckets have in common.</summary>
public record VectorIndexOptions
{
    /// <summary>What makes two vectors close.</summary>
    public VectorMetric Metric { get; init; }

    /// <summary>What is compared first; the best of that are ranked by full vectors.</summary>
    public VectorCoding Coding { get; init; }

    /// <summary>How many of the best codes are ranked by full vectors, at least 1; as many as are asked for where that is more.</summary>
    public int Reranked { get; init; } = 100;

    /// <summary>How many buckets a search visits, at least 1. More: slower, higher recall. It can be changed later.</summary>
    public int Width { get; init; } = 16;

    /// <summary>The same vectors in the same order and the same seed give the same index.</summary>
    public int Seed { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range; all are named.</exception>
    internal void Validate()
    {
        var wrong = new List<string>();
        if (!Enum.IsDefined(Metric))
            wrong.Add($"Metric must be one of {string.Join(", ", Enum.GetNames<VectorMetric>())}, got {Metric}.");
        if (!Enum.IsDefined(Coding))
            wrong.Add($"Coding must be one of {string.Join(", ", Enum.GetNames<VectorCoding>())}, got {Coding}.");
        if (Reranked < 1)
            wrong.Add($"Reranked must be at least 1, got {Reranked}.");
        if (Width < 1)
            wrong.Add($"Width must be at least 1, got {Width}.");
        wrong.AddRange(Faults());
        if (wrong.Count > 0)
            throw new ArgumentException(string.Join(" ", wrong));
    }

    /// <summary>What is wrong with the options of a kind.</summary>
    private protected virtual IEnumerable<string> Faults() => [];
}
