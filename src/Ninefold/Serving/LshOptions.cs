namespace Ninefold.Serving;

/// <summary>How an <see cref="LshIndex"/> is built.</summary>
public sealed record LshOptions : VectorIndexOptions
{
    /// <summary>How many hash tables there are, 1 to 256. Each takes four bytes a vector.</summary>
    public int Tables { get; init; } = 8;

    /// <summary>How many hyperplanes a table has, 1 to 20: two to that power buckets.</summary>
    public int Bits { get; init; } = 12;

    private protected override IEnumerable<string> Faults()
    {
        if (Tables is < 1 or > 256)
            yield return $"Tables must be 1 to 256, got {Tables}.";
        if (Bits is < 1 or > 20)
            yield return $"Bits must be 1 to 20, got {Bits}.";
    }
}
