using Ninefold.Models;
using Ninefold.Models.Clustering;
using Ninefold.Models.Decomposition;
using Ninefold.Models.Linear;
using Ninefold.Models.Semisupervised;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Bench.Clusters;

/// <summary>The same tasks by Ninefold, on one thread.</summary>
internal static class Own
{
    public static Found Run(string task, LabelledRows rows, int seed, int[]? labels = null)
    {
        var (before, context) = (Environment.CpuUsage.TotalTime, new TrainingContext(seed));
        var size = int.Parse(task.Split(':').ElementAtOrDefault(1) ?? "0");
        var (value, answers) = task.Split(':')[0] switch
        {
            "k-means" => Means(new KMeans(size).Fit(new(rows, rows), context), rows),
            "gaussian-mixture" => Mixture(new GaussianMixture(size).Fit(new(rows, rows), context), rows),
            "principal-components" => (Kept(rows, size, context), []),
            "truncated-svd" => (
                new PrincipalComponents(size, Centred: false).Fit(new(rows, rows), context).Strengths.Sum()
                    * rows.Count
                    / rows.Values.Sum(v => (double)v * v),
                []
            ),
            "nonnegative-factors" => (Restored(new NonnegativeFactors(size).Fit(rows, context), rows), []),
            "isolation-forest" => (0, Scores(new IsolationForest().Fit(new(rows, rows), context), rows)),
            "label-spreading" => (0, Spread(rows, labels!)),
            _ => (0, SelfTrained(rows, labels!, context)),
        };
        return new(value, (Environment.CpuUsage.TotalTime - before).TotalSeconds, answers);
    }

    private static (double, double[]) Means(KMeansModel model, LabelledRows rows) =>
        (Scores(model, rows).Sum(d => d * d), Each(rows, row => model.Cluster(rows.Row(row))));

    private static (double, double[]) Mixture(GaussianMixtureModel model, LabelledRows rows)
    {
        var shares = new double[model.Components];
        return (
            -Scores(model, rows).Average(),
            Each(
                rows,
                row =>
                {
                    model.Memberships(rows.Row(row), shares);
                    return shares.IndexOf(shares.Max());
                }
            )
        );
    }

    // Constant columns have no variance.
    private static double Kept(LabelledRows rows, int size, TrainingContext context)
    {
        var model = new PrincipalComponents(size).Fit(new(rows, rows), context);
        return model.Strengths.Sum() / model.Factors.Count(factor => factor > 0);
    }

    private static double Restored(NonnegativeFactorsModel model, LabelledRows rows)
    {
        var (squares, shares) = (0.0, new double[model.Components]);
        for (var row = 0; row < rows.Count; row++)
        {
            model.Project(rows.Row(row), shares);
            for (var column = 0; column < model.Width; column++)
            {
                var left = (double)rows.Row(row)[column];
                for (var k = 0; k < shares.Length; k++)
                    left -= shares[k] * model.Parts[column * model.Components + k];
                squares += left * left;
            }
        }
        return Math.Sqrt(squares);
    }

    private static double[] Spread(LabelledRows rows, int[] labels) =>
        [
            .. new LabelSpreading()
                .Spread([.. Enumerable.Range(0, rows.Count).Select(row => rows.Row(row).ToArray())], labels)
                .Select(classes => (double)classes.IndexOf(classes.Max())),
        ];

    private static double[] SelfTrained(LabelledRows rows, int[] labels, TrainingContext context)
    {
        var known = rows.Take([.. Enumerable.Range(0, rows.Count).Where(row => labels[row] >= 0)]);
        var rest = rows.Take([.. Enumerable.Range(0, rows.Count).Where(row => labels[row] < 0)]);
        var model = new SelfTraining(new LogisticRegression()).Fit(new(new(known, known), rest), context);
        return [.. Scores(model, rows).Select(p => p > .5 ? 1.0 : 0)];
    }

    private static double[] Scores(ITabularModel model, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return scores;
    }

    private static double[] Each(LabelledRows rows, Func<int, int> of) =>
        [.. Enumerable.Range(0, rows.Count).Select(row => (double)of(row))];
}
