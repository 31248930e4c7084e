using Ninefold.Flows;

namespace Ninefold.Models.Vectors;

/// <summary>
/// A model that ranks items for a query by the inner products of their vectors with the query's. Plain data, safe for
/// concurrent use.
/// </summary>
public interface IVectorModel
{
    /// <summary>Numbers a vector, at least 1.</summary>
    int Dimensions { get; }

    /// <summary>The items' vectors end to end, finite values.</summary>
    ReadOnlySpan<float> ItemVectors { get; }

    /// <summary>The vector by which items are ranked for a query.</summary>
    /// <param name="query">Who asks.</param>
    /// <param name="vector">Receives <see cref="Dimensions"/> values.</param>
    /// <returns>False where nothing is known of the user.</returns>
    bool TryVector(in CandidateQuery query, Span<float> vector);
}
