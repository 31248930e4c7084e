using System.Buffers;
using System.Numerics.Tensors;
using Ninefold.Flows;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Vectors;
using Ninefold.Serving;

namespace Ninefold.Models.Factorization;

/// <summary>
/// Vectors whose inner products rank items for users. A query with a history gets a vector solved for that history
/// ("fold-in"), so that new users and what happened after training count; without one, a known user has the trained
/// vector, and an unknown user gets nothing.
/// </summary>
/// <param name="Factors">Dimensions of each vector.</param>
/// <param name="UserFactors">Users × Factors.</param>
/// <param name="ItemFactors">Items × Factors.</param>
/// <param name="Regularization">See <see cref="AlternatingLeastSquares"/>.</param>
/// <param name="Alpha">See <see cref="AlternatingLeastSquares"/>.</param>
/// <param name="UseValues">See <see cref="AlternatingLeastSquares"/>.</param>
/// <param name="Recency">How the history is weighted.</param>
public sealed record FactorizationModel(
    int Factors,
    float[] UserFactors,
    float[] ItemFactors,
    double Regularization,
    double Alpha,
    bool UseValues,
    Recency Recency
) : ICandidateSource, IVectorModel
{
    // Conjugate gradient has long converged by then.
    private const int FoldInSteps = 32;
    private readonly Lazy<ExactIndex> exact = new(() => new(ItemFactors, Factors));
    private readonly float[] gram = ImplicitLeastSquares.Gram(ItemFactors, Factors, Regularization, new());

    int IVectorModel.Dimensions => Factors;

    ReadOnlySpan<float> IVectorModel.ItemVectors => ItemFactors;

    private int Items => ItemFactors.Length / Factors;

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        Span<float> user = stackalloc float[Factors];
        if (!TryVector(query, user))
            return [];
        var found = new ScoredItem[Math.Min(query.Count, Items)];
        exact.Value.Search(user, found);
        return found;
    }

    /// <inheritdoc/>
    public bool TryVector(in CandidateQuery query, Span<float> vector)
    {
        var history = query.History.Span;
        var columns = ArrayPool<int>.Shared.Rent(history.Length);
        var extra = ArrayPool<float>.Shared.Rent(history.Length);
        var count = 0;
        for (var place = 0; place < history.Length; place++)
        {
            var weight = (uint)history[place].Item < (uint)Items ? Recency.Weight(history, place, query.Now) : 0;
            if (weight > 0)
                (columns[count], extra[count++]) = (
                    history[place].Item,
                    weight * (float)Alpha * (UseValues ? Math.Max(0, history[place].Value) : 1)
                );
        }
        vector.Clear();
        if (count > 0)
            ImplicitLeastSquares.Solve(
                vector,
                gram,
                ItemFactors,
                columns.AsSpan(0, count),
                extra.AsSpan(0, count),
                FoldInSteps
            );
        else if ((uint)query.User < (uint)(UserFactors.Length / Factors))
            UserFactors.AsSpan(query.User * Factors, Factors).CopyTo(vector);
        ArrayPool<int>.Shared.Return(columns);
        ArrayPool<float>.Shared.Return(extra);
        return vector.ContainsAnyExcept(0);
    }

    /// <summary>The cosine of two items' vectors, −1 to 1; 0 where training knew nothing of one.</summary>
    public double Similarity(int a, int b)
    {
        var x = ItemFactors.AsSpan(a * Factors, Factors);
        var y = ItemFactors.AsSpan(b * Factors, Factors);
        var norms = TensorPrimitives.Norm<float>(x) * TensorPrimitives.Norm<float>(y);
        return norms == 0 ? 0 : Math.Clamp(TensorPrimitives.Dot<float>(x, y) / norms, -1, 1);
    }
}
