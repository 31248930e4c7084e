using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Ninefold.Features.Encoders;

/// <summary>
/// One column of codes 0 … Buckets − 1 by a hash of the category: nothing is learned, so that categories born after
/// training have a code too; some share one. A missing value is NaN.
/// </summary>
/// <param name="Buckets">How many codes, 2 to 1,000,000.</param>
public sealed record Hashing(int Buckets) : CategoricalEncoder
{
    /// <summary>How many codes there are.</summary>
    public int Buckets { get; } =
        Buckets is >= 2 and <= 1_000_000
            ? Buckets
            : throw new ArgumentOutOfRangeException(
                nameof(Buckets),
                $"Hashing takes 2 to 1000000 buckets, got {Buckets}."
            );

    /// <inheritdoc/>
    public override CategoricalEncoding Fit(IReadOnlyList<string?> values) => new HashEncoding(Buckets);
}

/// <summary>One column: the hash of the category's UTF-16 code units, modulo the number of buckets.</summary>
/// <param name="Buckets">At least 2.</param>
public sealed record HashEncoding(int Buckets) : CategoricalEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Columns => [""];

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool HoldsCodes => true;

    /// <inheritdoc/>
    public override void Encode(string? value, Span<float> columns) =>
        columns[0] = value is null
            ? float.NaN
            : XxHash64.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan())) % (ulong)Buckets;
}
