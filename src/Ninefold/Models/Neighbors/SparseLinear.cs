using System.Numerics.Tensors;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models.Factorization;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// SLIM (Ning and Karypis, 2011, "Sparse linear methods for top-n recommender systems"): each item is foretold from the
/// others with few weights, none below 0, by an elastic net over the users: ½ ‖error‖² + L1 · ‖w‖₁ + L2 / 2 · ‖w‖². At
/// most 20,000 items.
/// </summary>
/// <param name="L1">The absolute penalty, at least 0: larger leaves more out.</param>
/// <param name="L2">The squared penalty, at least 0.</param>
/// <param name="Neighbors">How many items each keeps at most, at least 1.</param>
/// <param name="Iterations">At most so many rounds over the items, at least 1.</param>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record SparseLinear(
    double L1 = 1,
    double L2 = 10,
    int Neighbors = 200,
    int Iterations = 100,
    double? HalfLife = 3,
    double? HalfLifeDays = null
) : ITrainer<Interactions, ItemToItemModel>
{
    private const double Tolerance = 1e-7;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "slim",
            Parameters.AtLeast(L1, 0),
            Parameters.AtLeast(L2, 0),
            Parameters.AtLeast(Neighbors, 1),
            Parameters.AtLeast(Iterations, 1),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are too many items.</exception>
    public ItemToItemModel Fit(Interactions data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        ItemGram.Check(data.Items, Name);
        var gram = ItemGram.Of(SparseRows.From(data), data.Items, context);
        var solved = new (int Source, float Weight)[data.Items][];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Threads,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, data.Items, options, target => solved[target] = Solve(gram, target));
        var targets = solved
            .SelectMany((sources, target) => sources.Select(s => (s.Source, Target: target, s.Weight)))
            .ToLookup(entry => entry.Source);
        return ItemToItemModel.Build(
            data.Items,
            Neighbors,
            new(HalfLife, HalfLifeDays),
            context,
            (item, scores) =>
            {
                foreach (var (_, target, weight) in targets[item])
                    scores.Add(target, weight);
            }
        );
    }

    private (int Source, float Weight)[] Solve(double[][] gram, int target)
    {
        // Nothing is below 0, so that what is left to explain only falls: what begins below the penalty never gets a weight.
        int[] sources = [.. Enumerable.Range(0, gram.Length).Where(i => i != target && gram[target][i] > L1)];
        var left = Gather(gram[target], sources);
        var rows = new double[sources.Length][];
        var weights = new double[sources.Length];
        for (var (round, moved) = (0, double.MaxValue); round < Iterations && moved > Tolerance; round++)
        {
            moved = 0;
            for (var a = 0; a < sources.Length; a++)
            {
                if (weights[a] == 0 && left[a] <= L1)
                    continue;
                var row = rows[a] ??= Gather(gram[sources[a]], sources);
                var next = Math.Max(0, left[a] + row[a] * weights[a] - L1) / (row[a] + L2);
                var change = next - weights[a];
                weights[a] = next;
                TensorPrimitives.MultiplyAdd(row, -change, left, left);
                moved = Math.Max(moved, Math.Abs(change));
            }
        }
        return [.. sources.Select((source, a) => (source, (float)weights[a])).Where(pair => pair.Item2 > 0)];
    }

    private static double[] Gather(double[] row, int[] columns) => Array.ConvertAll(columns, column => row[column]);
}
