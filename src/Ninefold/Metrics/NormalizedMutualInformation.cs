namespace Ninefold.Metrics;

/// <summary>
/// Normalised mutual information: what a thing's cluster tells about its class, divided by the mean of the entropies of
/// both. The output is the cluster, the label the class; their names need not match. In [0, 1]; it grows with the number of
/// clusters even by chance, unlike <see cref="AdjustedRandIndex"/>. Undefined where there is one cluster and one class.
/// Strehl and Ghosh (2002); Vinh et al. (2010).
/// </summary>
public sealed class NormalizedMutualInformation : Metric<string, string>
{
    /// <inheritdoc/>
    public override string Name => "normalized_mutual_information";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<string, string>> judged)
    {
        var contingency = new Contingency(Name, judged);
        return weights =>
        {
            var (clusters, classes, cells) = contingency.Weigh(weights);
            var all = clusters.Sum();
            if (clusters.Count(w => w > 0) <= 1 && classes.Count(w => w > 0) <= 1)
                throw new MetricUndefinedException(Name, "two clusters or two classes are needed");
            var information = 0.0;
            for (var cell = 0; cell < cells.Length; cell++)
                if (cells[cell] > 0)
                {
                    var (cluster, ofClass) = contingency[cell];
                    information +=
                        cells[cell] / all * Math.Log(cells[cell] / clusters[cluster] * (all / classes[ofClass]));
                }
            return Math.Clamp(information / ((Entropy(clusters, all) + Entropy(classes, all)) / 2), 0, 1);
        };
    }

    private static double Entropy(double[] weights, double all) =>
        weights.Sum(w => w > 0 ? -(w / all) * Math.Log(w / all) : 0);
}
