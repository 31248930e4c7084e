using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Models.Tuning;

/// <summary>How much a parameter mattered.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Share">Of the variance of the objective over the space, what this parameter alone explains; 0 to 1.</param>
public sealed record ParameterShare(string Parameter, double Share);

/// <summary>
/// Functional analysis of variance (Hutter et al., 2014, "An efficient approach for assessing hyperparameter importance"):
/// a forest learns the objective from the trials, and the variance of its mean over all other parameters is what a parameter
/// explains alone. What is missing to 1 is interplay and noise.
/// </summary>
public static class ParameterImportance
{
    /// <summary>Fewer trials tell nothing.</summary>
    internal const int Fewest = 10;

    /// <summary>The parameters of a search, the one that mattered most first.</summary>
    /// <param name="report">What the search tried; trials with a smaller budget and without a value are left out.</param>
    /// <param name="space">The space it searched.</param>
    /// <param name="context">The seed and cancellation of the forest.</param>
    /// <exception cref="ArgumentException">There are fewer than 10 trials to learn from.</exception>
    public static IReadOnlyList<ParameterShare> Of<TTrainer>(
        SearchReport<TTrainer> report,
        SearchSpace<TTrainer> space,
        TrainingContext context
    )
    {
        string[] names = [.. space];
        var trials = report
            .Trials.Where(t =>
                t.Point.Length == names.Length && t.Budget == report.Best.Budget && double.IsFinite(t.Value)
            )
            .ToList();
        if (trials.Count < Fewest)
            throw new ArgumentException(
                $"The importance of parameters needs {Fewest} trials or more, got {trials.Count}."
            );
        var rows = new LabelledRows(
            new(names, new bool[names.Length]),
            [.. trials.SelectMany(t => t.Point).Select(v => double.IsNaN(v) ? .5f : (float)v)],
            [.. trials.Select(t => (float)t.Value)],
            [.. Enumerable.Range(0, trials.Count)]
        );
        var forest = new RandomForest
        {
            Trees = 60,
            Quantities = true,
            MinLeafRows = 2,
            ColumnShare = 1,
        }.Fit(new(rows, rows), context);

        var (shares, grown) = (new double[names.Length], 0);
        foreach (var root in forest.Model.Roots)
        {
            var leaves = new List<Box>();
            Descend(
                forest.Model,
                root,
                Enumerable.Repeat(0.0, names.Length),
                Enumerable.Repeat(1.0, names.Length),
                leaves
            );
            var mean = leaves.Sum(leaf => leaf.Volume * leaf.Value);
            var variance = leaves.Sum(leaf => leaf.Volume * (leaf.Value - mean) * (leaf.Value - mean));
            if (variance <= 0)
                continue;
            grown++;
            for (var i = 0; i < names.Length; i++)
                shares[i] += Alone(leaves, i, mean) / variance;
        }
        return
        [
            .. names
                .Zip(shares, (name, share) => new ParameterShare(name, share / Math.Max(1, grown)))
                .OrderByDescending(p => p.Share)
                .ThenBy(p => p.Parameter, StringComparer.Ordinal),
        ];
    }

    /// <summary>The variance along one parameter of the mean over all others.</summary>
    private static double Alone(List<Box> leaves, int parameter, double mean)
    {
        double[] cuts = [.. leaves.SelectMany(b => new[] { b.Low[parameter], b.High[parameter] }).Distinct().Order()];
        var variance = 0.0;
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var middle = leaves
                .Where(b => b.Low[parameter] <= cuts[i] && cuts[i + 1] <= b.High[parameter])
                .Sum(b => b.Volume / (b.High[parameter] - b.Low[parameter]) * b.Value);
            variance += (cuts[i + 1] - cuts[i]) * (middle - mean) * (middle - mean);
        }
        return variance;
    }

    private static void Descend(
        LightGbmText tree,
        int node,
        IEnumerable<double> low,
        IEnumerable<double> high,
        List<Box> leaves
    )
    {
        if (node < 0)
        {
            leaves.Add(new([.. low], [.. high], tree.Leaves[~node]));
            return;
        }
        var (column, cut) = (tree.Nodes[node].Column, Math.Clamp((double)tree.Nodes[node].Threshold, 0, 1));
        Descend(tree, tree.Children[2 * node], low, [.. high.Select((h, i) => i == column ? cut : h)], leaves);
        Descend(tree, tree.Children[2 * node + 1], [.. low.Select((l, i) => i == column ? cut : l)], high, leaves);
    }

    /// <summary>A leaf: what it says of a part of the unit cube.</summary>
    private sealed record Box(double[] Low, double[] High, double Value)
    {
        public double Volume { get; } = Low.Zip(High, (low, high) => high - low).Aggregate(1.0, (a, b) => a * b);
    }
}
