namespace Ninefold.Metrics;

/// <summary>
/// Adjusted Rand index: on how many pairs of things two groupings agree, beyond chance. The output is a thing's cluster, the
/// label its class; their names need not match. 1 for the same grouping, 0 on average for a random one, never below −0.5.
/// Undefined where both put everything together or both everything apart. Drawing a thing twice makes a pair that always
/// agrees, so there is no interval. Hubert and Arabie (1985), "Comparing partitions".
/// </summary>
public sealed class AdjustedRandIndex : Metric<string, string>
{
    /// <inheritdoc/>
    public override string Name => "adjusted_rand_index";

    /// <inheritdoc/>
    public override bool HasInterval => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<string, string>> judged)
    {
        var contingency = new Contingency(Name, judged);
        return weights =>
        {
            var (clusters, classes, cells) = contingency.Weigh(weights);
            var (inClusters, inClasses, inBoth) = (Pairs(clusters), Pairs(classes), Pairs(cells));
            var all = Pairs([clusters.Sum()]);
            var chance = all > 0 ? inClusters * inClasses / all : 0;
            var best = (inClusters + inClasses) / 2;
            return best > chance
                ? (inBoth - chance) / (best - chance)
                : throw new MetricUndefinedException(
                    Name,
                    "a grouping that puts some together and some apart is needed, and there is none"
                );
        };
    }

    private static double Pairs(double[] counts) => counts.Sum(n => n > 1 ? n * (n - 1) / 2 : 0);
}
