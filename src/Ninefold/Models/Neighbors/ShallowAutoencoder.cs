using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// EASE (Steck, 2019, "Embarrassingly shallow autoencoders for sparse data"): the weights of items on each other, also
/// negative ones, by which a user's items are best foretold from the others; in closed form. Memory is quadratic, time
/// cubic in the items, of which there may be 20,000.
/// </summary>
/// <param name="L2">The penalty, above 0: larger trusts rare items less.</param>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record ShallowAutoencoder(double L2 = 500, double? HalfLife = null, double? HalfLifeDays = null)
    : ITrainer<Interactions, ShallowAutoencoderModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "ease",
            Parameters.Above(L2, 0),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are too many items.</exception>
    public ShallowAutoencoderModel Fit(Interactions data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var gram = ItemGram.Of(data, Name, context);
        for (var item = 0; item < gram.Length; item++)
            gram[item][item] += L2;
        var weights = new float[gram.Length * gram.Length];
        if (gram.Length > 0)
        {
            var inverse = Matrix<double>
                .Build.DenseOfRowArrays(gram)
                .Cholesky()
                .Solve(Matrix<double>.Build.DenseIdentity(gram.Length));
            for (var from = 0; from < gram.Length; from++)
            for (var to = 0; to < gram.Length; to++)
                if (from != to)
                    weights[from * gram.Length + to] = (float)(-inverse[from, to] / inverse[to, to]);
        }
        return new(gram.Length, weights, new(HalfLife, HalfLifeDays));
    }
}

/// <summary>A candidate's score is the sum, over the history, of recency times the item's weight on it.</summary>
/// <param name="Items">How many items there are.</param>
/// <param name="Weights">Items × Items: of the item that was taken on the one that is foretold.</param>
/// <param name="Recency">How the history is weighted.</param>
public sealed record ShallowAutoencoderModel(int Items, float[] Weights, Recency Recency) : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        var scores = new float[Items];
        var history = query.History.Span;
        var known = false;
        for (var place = 0; place < history.Length; place++)
        {
            var item = history[place].Item;
            var weight = (uint)item < (uint)Items ? Recency.Weight(history, place, query.Now) : 0;
            if (weight == 0)
                continue;
            known = true;
            TensorPrimitives.MultiplyAdd(Weights.AsSpan(item * Items, Items), weight, scores, scores);
        }
        if (!known)
            return [];
        var best = new ScoredItem[Math.Min(query.Count, Items)];
        var top = new TopK(best);
        for (var item = 0; item < Items; item++)
            top.Offer(item, scores[item]);
        top.Sort();
        return best;
    }
}
