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
        if (vectors.Length % dimensions != 0)
            throw new ArgumentException(
                $"{vectors.Length} values cannot be cut into vectors of {dimensions}.",
                nameof(vectors)
            );
        for (var i = 0; i < vectors.Length; i++)
            if (!float.IsFinite(vectors[i]))
                throw new ArgumentException(
                    $"Vector {i / dimensions} holds {vectors[i]} at {i % dimensions}: values must be finite.",
                    nameof(vectors)
                );
        (this.vectors, Dimensions, Count) = (vectors, dimensions, vectors.Length / dimensions);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The query has another length, or a value that is not finite.</exception>
    public int Search(ReadOnlySpan<float> query, Span<ScoredItem> results) =>
        SearchBatch(query, results, results.Length);

    /// <summary>Searches for several queries in one pass over the vectors.</summary>
    /// <param name="queries">The queries end to end, at least one.</param>
    /// <param name="results">Receives <paramref name="each"/> places for every query, best first.</param>
    /// <param name="each">How many results a query gets, at least 0.</param>
    /// <returns>How many results every query got: <paramref name="each"/>, or fewer where there are fewer vectors.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public int SearchBatch(ReadOnlySpan<float> queries, Span<ScoredItem> results, int each)
    {
        var count = CountQueries(queries, results.Length, each);
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

    private int CountQueries(ReadOnlySpan<float> queries, int places, int each)
    {
        if (queries.IsEmpty || queries.Length % Dimensions != 0)
            throw new ArgumentException(
                $"A query must have {Dimensions} values, the index's dimensions, got {queries.Length}.",
                nameof(queries)
            );
        for (var i = 0; i < queries.Length; i++)
            if (!float.IsFinite(queries[i]))
                throw new ArgumentException(
                    $"The query holds {queries[i]} at {i}: values must be finite.",
                    nameof(queries)
                );
        var count = queries.Length / Dimensions;
        if (places != count * each)
            throw new ArgumentException($"{count} queries need {count} × {each} results, got room for {places}.");
        return count;
    }
}
