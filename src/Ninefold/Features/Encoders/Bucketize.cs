using System.Text;
using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// One 0-or-1 column a bucket: lets a linear model follow a curve. A value on an edge belongs to the bucket above it;
/// a missing value is 0 in all of them (wrap it in <see cref="MissingIndicator"/> to tell it apart).
/// </summary>
public sealed record Bucketize : NumericEncoder
{
    private readonly int quantiles;
    private readonly float[] edges;

    private Bucketize(int quantiles, float[] edges) => (this.quantiles, this.edges) = (quantiles, edges);

    /// <summary>Buckets that hold equally many training values; fewer where values repeat.</summary>
    /// <param name="count">How many buckets, 2 to 1000.</param>
    public static Bucketize ByQuantiles(int count) =>
        count is >= 2 and <= 1000
            ? new(count, [])
            : throw new ArgumentOutOfRangeException(
                nameof(count),
                $"Bucketize takes 2 to 1000 quantiles, got {count}."
            );

    /// <summary>Buckets between given edges, with one below the first and one from the last upwards.</summary>
    /// <param name="edges">At least one, finite, ascending.</param>
    public static Bucketize At(params float[] edges) =>
        edges.Length > 0 && edges.All(float.IsFinite) && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second)
            ? new(0, [.. edges])
            : throw new ArgumentException(
                $"The edges of Bucketize must be finite and ascending, at least one, got [{string.Join(", ", edges)}].",
                nameof(edges)
            );

    /// <inheritdoc/>
    public override NumericEncoding Fit(ReadOnlySpan<float> values)
    {
        if (quantiles == 0)
            return new BucketEncoding(edges);
        var sorted = new List<float>(values.Length);
        foreach (var value in values)
            if (!float.IsNaN(value))
                sorted.Add(value);
        if (sorted.Count == 0)
            return new BucketEncoding([]);
        sorted.Sort();
        var cuts = Enumerable.Range(1, quantiles - 1).Select(q => sorted[(int)((long)q * sorted.Count / quantiles)]);
        return new BucketEncoding([.. cuts.Distinct().Where(cut => cut > sorted[0])]);
    }

    /// <summary>Equal for equal edges or quantiles.</summary>
    public bool Equals(Bucketize? other) =>
        other is not null && quantiles == other.quantiles && edges.AsSpan().SequenceEqual(other.edges);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(quantiles, edges.Length, edges.FirstOrDefault());

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(quantiles > 0 ? $"Quantiles = {quantiles}" : $"Edges = [{string.Join(", ", edges)}]");
        return true;
    }
}

/// <summary>One 0-or-1 column a bucket.</summary>
/// <param name="Edges">Ascending; one bucket more than edges.</param>
public sealed record BucketEncoding(float[] Edges) : NumericEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns { get; } =
    [.. Enumerable.Range(0, Edges.Length + 1).Select(bucket => Describe(Edges, bucket))];

    /// <inheritdoc/>
    public override void Encode(float value, Span<float> columns)
    {
        columns.Clear();
        if (float.IsNaN(value))
            return;
        var place = Edges.AsSpan().BinarySearch(value);
        columns[place < 0 ? ~place : place + 1] = 1;
    }

    private static string Describe(float[] edges, int bucket) =>
        $"[{(bucket == 0 ? "-inf" : edges[bucket - 1])},{(bucket == edges.Length ? "inf" : edges[bucket])})";
}
