namespace Ninefold.Serving;

/// <summary>How an <see cref="IvfIndex"/> is built.</summary>
public sealed record IvfOptions : VectorIndexOptions
{
    /// <summary>How many clusters there are, 0 to 65,536; 0 takes four times the root of the vectors' number.</summary>
    public int Clusters { get; init; }

    /// <summary>Into how many parts a vector is cut for product quantisation, 0 to 1,024 and at most the dimensions; 0 does without.</summary>
    public int Products { get; init; }

    /// <summary>Bits of the code of a part: 4, which is scanned by shuffles, or 8, which is more exact.</summary>
    public int ProductBits { get; init; } = 4;

    private protected override IEnumerable<string> Faults()
    {
        if (Clusters is < 0 or > 65536)
            yield return $"Clusters must be 0 to 65536, got {Clusters}.";
        if (Products is < 0 or > 1024)
            yield return $"Products must be 0 to 1024, got {Products}.";
        if (ProductBits is not (4 or 8))
            yield return $"ProductBits must be 4 or 8, got {ProductBits}.";
    }
}
