namespace Ninefold.Metrics;

/// <summary>How two groupings of the same things overlap: which cluster and which class each row is in, numbered from 0.</summary>
internal sealed class Contingency
{
    private readonly int[] clusters;
    private readonly int[] classes;
    private readonly int[] cells;
    private readonly (int Cluster, int Class)[] cellOf;

    public Contingency(string metric, IReadOnlyList<Judged<string, string>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(metric, "there are no answers");
        clusters = Number(judged.Select(j => j.Output));
        classes = Number(judged.Select(j => j.Label));
        (int, int)[] pairs = [.. clusters.Zip(classes)];
        cells = Number(pairs);
        cellOf = [.. pairs.Distinct()];
    }

    /// <summary>The weight of each cluster, of each class, and of each pair of them that occurs.</summary>
    public (double[] Clusters, double[] Classes, double[] Cells) Weigh(ReadOnlySpan<double> weights) =>
        (Sum(clusters, weights), Sum(classes, weights), Sum(cells, weights));

    /// <summary>The cluster and the class of a cell.</summary>
    public (int Cluster, int Class) this[int cell] => cellOf[cell];

    private static int[] Number<T>(IEnumerable<T> names)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        return
        [
            .. names.Select(name =>
            {
                numbers.TryAdd(name, numbers.Count);
                return numbers[name];
            }),
        ];
    }

    private static double[] Sum(int[] numbers, ReadOnlySpan<double> weights)
    {
        var sums = new double[numbers.Max() + 1];
        for (var row = 0; row < numbers.Length; row++)
            sums[numbers[row]] += weights[row];
        return sums;
    }
}
