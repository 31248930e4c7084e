using System.Numerics.Tensors;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Models.Factorization;
using Ninefold.Serving;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// EASE (Steck, 2019, "Embarrassingly shallow autoencoders for sparse data"): the weights of items on each other, also
/// negative ones, by which a user's items are best foretold from the others; in closed form. Memory is quadratic in the
/// items, of which there may be 20,000; time is cubic in the items or the users, whichever are fewer.
/// </summary>
/// <param name="L2">The penalty, above 0: larger trusts rare items less.</param>
/// <param name="Neighbors">How many weights are kept of those that foretell an item, the largest of either sign; at least 1.</param>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record ShallowAutoencoder(
    double L2 = 500,
    int Neighbors = 500,
    double? HalfLife = 3,
    double? HalfLifeDays = null
) : ITrainer<Interactions, ShallowAutoencoderModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "ease",
            Parameters.Above(L2, 0),
            Parameters.AtLeast(Neighbors, 1),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are too many items.</exception>
    public ShallowAutoencoderModel Fit(Interactions data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        ItemGram.Check(data.Items, Name);
        var users = SparseRows.From(data);
        var weigh = data.Users < data.Items ? OverUsers(users, data, context) : OverItems(users, data, context);
        var kept = new ScoredItem[data.Items][];
        Parallel.For(
            0,
            data.Items,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            () => new double[data.Items],
            (target, _, weights) =>
            {
                weigh(target, weights);
                weights[target] = 0;
                kept[target] = Largest(weights);
                return weights;
            },
            _ => { }
        );
        var offsets = new int[data.Items + 1];
        for (var target = 0; target < data.Items; target++)
            offsets[target + 1] = offsets[target] + kept[target].Length;
        var all = kept.SelectMany(list => list);
        var bySource = new SparseRows(offsets, [.. all.Select(w => w.Item)], [.. all.Select(w => w.Score)]).Transpose(
            data.Items
        );
        return new(bySource.Offsets, bySource.AllColumns, bySource.AllValues, new(HalfLife, HalfLifeDays));
    }

    // With P = (XᵀX + λI)⁻¹, the weight of i on j is −P(i, j) / P(j, j).
    private Action<int, double[]> OverItems(SparseRows users, Interactions data, TrainingContext context)
    {
        var inverse = Inverse(users, data.Items, context);
        return (target, weights) => TensorPrimitives.Divide(inverse[target], -inverse[target][target], weights);
    }

    // The same of the smaller matrix: λP = I − Q with Q = Xᵀ(XXᵀ + λI)⁻¹X, so that the weight is Q(i, j) / (1 − Q(j, j)).
    private Action<int, double[]> OverUsers(SparseRows users, Interactions data, TrainingContext context)
    {
        var items = users.Transpose(data.Items);
        var inverse = Inverse(items, data.Users, context);
        return (target, weights) =>
        {
            var sums = new double[data.Users];
            foreach (var user in items.Columns(target))
                TensorPrimitives.Add(sums, inverse[user], sums);
            for (var item = 0; item < weights.Length; item++)
            {
                weights[item] = 0;
                foreach (var user in items.Columns(item))
                    weights[item] += sums[user];
            }
            TensorPrimitives.Divide(weights, 1 - weights[target], weights);
        };
    }

    private double[][] Inverse(SparseRows rows, int width, TrainingContext context)
    {
        var gram = ItemGram.Of(rows, width, context);
        for (var i = 0; i < width; i++)
            gram[i][i] += L2;
        SymmetricInverse.Invert(gram, context);
        return gram;
    }

    private ScoredItem[] Largest(double[] weights)
    {
        var kept = new ScoredItem[Math.Min(Neighbors, weights.Count(w => w != 0))];
        var top = new TopK(kept);
        for (var item = 0; item < weights.Length; item++)
            if (weights[item] != 0)
                top.Offer(item, (float)Math.Abs(weights[item]));
        return Array.ConvertAll(kept, k => new ScoredItem(k.Item, (float)weights[k.Item]));
    }
}

/// <summary>A candidate's score is the sum, over the history, of recency times the item's weight on it.</summary>
/// <param name="Offsets">The weights of item i lie at <c>Offsets[i]</c> to <c>Offsets[i + 1]</c>; Items + 1 values.</param>
/// <param name="Targets">On which item each is, rising within an item.</param>
/// <param name="Weights">Of the item that was taken on the one that is foretold.</param>
/// <param name="Recency">How the history is weighted.</param>
public sealed record ShallowAutoencoderModel(int[] Offsets, int[] Targets, float[] Weights, Recency Recency)
    : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        var scores = new float[Offsets.Length - 1];
        var history = query.History.Span;
        var known = false;
        for (var place = 0; place < history.Length; place++)
        {
            var item = history[place].Item;
            var weight = (uint)item < (uint)scores.Length ? Recency.Weight(history, place, query.Now) : 0;
            if (weight == 0)
                continue;
            known = true;
            for (var at = Offsets[item]; at < Offsets[item + 1]; at++)
                scores[Targets[at]] += weight * Weights[at];
        }
        if (!known)
            return [];
        var best = new ScoredItem[Math.Min(query.Count, scores.Length)];
        var top = new TopK(best);
        for (var item = 0; item < scores.Length; item++)
            top.Offer(item, scores[item]);
        top.Sort();
        return best;
    }
}
