using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>Finds the stored vectors with the largest inner product with a query. Safe for concurrent searches.</summary>
public interface IVectorIndex
{
    /// <summary>How many vectors there are.</summary>
    int Count { get; }

    /// <summary>How many dimensions each has.</summary>
    int Dimensions { get; }

    /// <summary>The best <c>results.Length</c> vectors, or all where there are fewer; equal scores by number.</summary>
    /// <param name="query"><see cref="Dimensions"/> finite values.</param>
    /// <param name="results">Receives number and inner product, best first.</param>
    /// <returns>How many results were written.</returns>
    int Search(ReadOnlySpan<float> query, Span<ScoredItem> results);
}
