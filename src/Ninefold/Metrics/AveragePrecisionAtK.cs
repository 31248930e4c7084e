namespace Ninefold.Metrics;

/// <summary>
/// Mean average precision: the precision at the rank of each relevant item in the first k, summed and divided by the
/// number that could stand there, min(k, relevant). In [0, 1], and 1 exactly where everything relevant that fits stands
/// first. (trec_eval's <c>map_cut</c> divides by all relevant; without a cut-off the two agree.)
/// </summary>
/// <param name="k">How many ranks count, at least 1; null for all.</param>
/// <seealso cref="AveragePrecision">For scored rows with a class.</seealso>
public sealed class AveragePrecisionAtK(int? k = null) : RankingMetric("map", k)
{
    /// <inheritdoc/>
    protected internal override double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal)
    {
        var (hits, sum) = (0, 0.0);
        for (var rank = 0; rank < gains.Length; rank++)
            if (gains[rank] > 0)
                sum += (double)++hits / (rank + 1);
        return sum / Math.Min(Cutoff, ideal.Length);
    }
}
