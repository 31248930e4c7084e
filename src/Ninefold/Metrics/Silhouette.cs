namespace Ninefold.Metrics;

/// <summary>
/// Silhouette: (b − a) / max(a, b) of each thing, averaged, with a its mean distance to the others of its cluster and b that
/// to the nearest other cluster; 0 for a thing alone in its cluster. The output is a thing's cluster, the label where it
/// lies. In [-1, 1]; undefined with one cluster or where everything is alone. Its time grows with the square of the number
/// of things. Drawing a thing twice puts it next to itself, so there is no interval. Rousseeuw (1987), "Silhouettes".
/// </summary>
/// <param name="distance">At least 0, and 0 from a place to itself.</param>
public sealed class Silhouette<TPlace>(Func<TPlace, TPlace, double> distance) : Metric<string, TPlace>
{
    /// <inheritdoc/>
    public override string Name => "silhouette";

    /// <inheritdoc/>
    public override bool HasInterval => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<string, TPlace>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no answers");
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var clusters = new int[judged.Count];
        for (var row = 0; row < clusters.Length; row++)
        {
            names.TryAdd(judged[row].Output, names.Count);
            clusters[row] = names[judged[row].Output];
        }
        return weights =>
        {
            var sizes = new double[names.Count];
            for (var row = 0; row < clusters.Length; row++)
                sizes[clusters[row]] += weights[row];
            if (sizes.Count(size => size > 0) < 2 || sizes.All(size => size <= 1))
                throw new MetricUndefinedException(Name, "two clusters are needed, and one must hold two things");
            var sum = 0.0;
            for (var row = 0; row < clusters.Length; row++)
                if (weights[row] > 0 && sizes[clusters[row]] > 1)
                    sum += weights[row] * Of(row, judged, clusters, sizes, weights);
            return sum / sizes.Sum();
        };
    }

    private double Of(
        int row,
        IReadOnlyList<Judged<string, TPlace>> judged,
        int[] clusters,
        double[] sizes,
        ReadOnlySpan<double> weights
    )
    {
        var sums = new double[sizes.Length];
        for (var other = 0; other < clusters.Length; other++)
            if (other != row && weights[other] > 0)
                sums[clusters[other]] += weights[other] * distance(judged[row].Label, judged[other].Label);
        var own = clusters[row];
        var (within, nearest) = (sums[own] / (sizes[own] - 1), double.PositiveInfinity);
        for (var cluster = 0; cluster < sizes.Length; cluster++)
            if (cluster != own && sizes[cluster] > 0)
                nearest = Math.Min(nearest, sums[cluster] / sizes[cluster]);
        var largest = Math.Max(within, nearest);
        if (!double.IsFinite(largest))
            throw new MetricUndefinedException(Name, $"a distance from row {row} is not finite");
        return largest > 0 ? (nearest - within) / largest : 0;
    }
}
