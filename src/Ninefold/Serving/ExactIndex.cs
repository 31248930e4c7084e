using System.Numerics.Tensors;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// Compares a query with every stored vector: exact, with nothing to build or tune. The right choice up to some hundred
/// thousand vectors, and the truth by which approximate indexes are judged. A search allocates nothing.
/// </summary>
public sealed class ExactIndex : IVectorIndex
{
    // A block of vectors stays in the cache while every query of a batch passes over it.
    private const int BlockBytes = 128 * 1024;
    private readonly float[] vectors;

    /// <param name="vectors">The vectors end to end, <c>Count × dimensions</c> finite values; kept, not copied.</param>
    /// <param name="dimensions">At least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimensions, or a value is not finite.</exception>
    public ExactIndex(float[] vectors, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        VectorChecks.Stored(vectors, dimensions, Metric);
        (this.vectors, Dimensions, Count) = (vectors, dimensions, vectors.Length / dimensions);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public VectorMetric Metric => VectorMetric.InnerProduct;

    /// <inheritdoc/>
    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> results, ItemFilter filter = default)
    {
        if (filter.IsEmpty)
            return SearchBatch(query, results, results.Length);
        VectorChecks.Query(query, Dimensions, Metric);
        var top = new TopK(results);
        for (var i = 0; i < Count; i++)
            if (filter.Accepts(i))
                top.Offer(i, TensorPrimitives.Dot(query, vectors.AsSpan(i * Dimensions, Dimensions)));
        return top.Sort();
    }

    /// <summary>Searches for several queries in one pass over the vectors.</summary>
    /// <inheritdoc/>
    public int SearchBatch(ReadOnlySpan<float> queries, Span<ScoredItem> results, int each)
    {
        var count = VectorChecks.Batch(queries, Dimensions, results.Length, each);
        for (var q = 0; q < count; q++)
            VectorChecks.Query(queries.Slice(q * Dimensions, Dimensions), Dimensions, Metric);
        var block = Math.Max(1, BlockBytes / sizeof(float) / Dimensions);
        for (var start = 0; start < Count; start += block)
        for (var q = 0; q < count; q++)
        {
            var query = queries.Slice(q * Dimensions, Dimensions);
            var top = new TopK(results.Slice(q * each, each), Math.Min(start, each));
            for (var i = start; i < Math.Min(start + block, Count); i++)
                top.Offer(i, TensorPrimitives.Dot(query, vectors.AsSpan(i * Dimensions, Dimensions)));
        }
        var written = Math.Min(each, Count);
        for (var q = 0; q < count; q++)
            new TopK(results.Slice(q * each, each), written).Sort();
        return written;
    }
}
