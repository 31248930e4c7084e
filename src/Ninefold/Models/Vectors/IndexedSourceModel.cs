using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Models.Vectors;

/// <summary>A candidate source whose model makes a vector of the query, and whose index finds the items for it.</summary>
/// <param name="Model">Makes the vectors.</param>
/// <param name="Index">Finds the items.</param>
public sealed record IndexedSourceModel(IVectorModel Model, StoredVectors Index) : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        Span<float> vector =
            Model.Dimensions <= 1024 ? stackalloc float[Model.Dimensions] : new float[Model.Dimensions];
        return Model.TryVector(query, vector) ? Index.Search(vector, query.Count) : [];
    }
}
