namespace Ninefold.Serving;

/// <summary>How a <see cref="TreeIndex"/> is built.</summary>
public sealed record TreeOptions : VectorIndexOptions
{
    /// <summary>How many trees there are, 1 to 256. Each takes four bytes a vector.</summary>
    public int Trees { get; init; } = 16;

    /// <summary>How many vectors a leaf has at most when the tree is built, at least 1.</summary>
    public int LeafSize { get; init; } = 48;

    private protected override IEnumerable<string> Faults()
    {
        if (Trees is < 1 or > 256)
            yield return $"Trees must be 1 to 256, got {Trees}.";
        if (LeafSize < 1)
            yield return $"LeafSize must be at least 1, got {LeafSize}.";
    }
}
