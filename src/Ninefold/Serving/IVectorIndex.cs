using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// Finds the stored vectors that are closest to a query. Any number of searches and one change at a time run without
/// waiting for each other.
/// </summary>
public interface IVectorIndex
{
    /// <summary>How many vectors there are.</summary>
    int Count { get; }

    /// <summary>How many dimensions each has.</summary>
    int Dimensions { get; }

    /// <summary>What the scores are.</summary>
    VectorMetric Metric { get; }

    /// <summary>How much of the index a search visits, at least 1. More: slower, higher recall. Every kind says what it counts.</summary>
    int Width { get; set; }

    /// <summary>Bytes of memory for each vector, without room that was reserved for more.</summary>
    double BytesPerVector { get; }

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

    /// <summary>All items with at least a score that the index leads to, best first.</summary>
    /// <param name="query"><see cref="Dimensions"/> finite values.</param>
    /// <param name="least">The lowest score, as of <see cref="Metric"/>.</param>
    /// <param name="filter">Which may be returned.</param>
    /// <exception cref="ArgumentException">The query is not allowed.</exception>
    IReadOnlyList<ScoredItem> SearchRange(ReadOnlySpan<float> query, float least, ItemFilter filter = default);

    /// <summary>The share of the truly best items that searches find, over several queries.</summary>
    /// <param name="queries">The queries end to end, at least one; others than parameters were chosen on.</param>
    /// <param name="each">How many results a query gets, at least 1.</param>
    /// <exception cref="ArgumentException">A query is not allowed.</exception>
    double Evaluate(ReadOnlySpan<float> queries, int each);

    /// <summary>Adds a vector.</summary>
    /// <param name="item">Its number, at least 0 and not yet in the index.</param>
    /// <param name="vector"><see cref="Dimensions"/> finite values.</param>
    /// <exception cref="ArgumentException">The item is there already, or the vector is not allowed.</exception>
    void Add(int item, ReadOnlySpan<float> vector);

    /// <summary>Replaces the vector of an item. A search meanwhile finds the old one, the new one, or for a moment neither.</summary>
    /// <exception cref="KeyNotFoundException">The item is not in the index.</exception>
    /// <exception cref="ArgumentException">The vector is not allowed.</exception>
    void Update(int item, ReadOnlySpan<float> vector);

    /// <summary>Removes an item.</summary>
    /// <exception cref="KeyNotFoundException">The item is not in the index.</exception>
    void Remove(int item);

    /// <summary>Writes the index to a file, which is replaced in one step when it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    void Save(string path);
}
