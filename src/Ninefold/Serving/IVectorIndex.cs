using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>Finds the stored vectors that are closest to a query. Safe for concurrent searches.</summary>
public interface IVectorIndex
{
    /// <summary>How many vectors there are.</summary>
    int Count { get; }

    /// <summary>How many dimensions each has.</summary>
    int Dimensions { get; }

    /// <summary>What the scores are.</summary>
    VectorMetric Metric { get; }

    /// <summary>The best <c>results.Length</c> vectors, or all where there are fewer; equal scores by number.</summary>
    /// <param name="query"><see cref="Dimensions"/> finite values.</param>
    /// <param name="results">Receives number and score, best first.</param>
    /// <param name="filter">Which may be returned.</param>
    /// <returns>How many results were written.</returns>
    /// <exception cref="ArgumentException">The query has another length, or a value that is not allowed.</exception>
    int Search(ReadOnlySpan<float> query, Span<ScoredItem> results, ItemFilter filter = default);

    /// <summary>Searches for several queries at once.</summary>
    /// <param name="queries">The queries end to end, at least one.</param>
    /// <param name="results">Receives <paramref name="each"/> places for every query, best first.</param>
    /// <param name="each">How many results a query gets, at least 0.</param>
    /// <returns>How many results every query got: <paramref name="each"/>, or fewer where there are fewer vectors.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not allowed.</exception>
    int SearchBatch(ReadOnlySpan<float> queries, Span<ScoredItem> results, int each);
}
