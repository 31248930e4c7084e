namespace Ninefold.Metrics;

/// <summary>
/// Fleiss' kappa: how far many annotators agree beyond what chance would give, where each item got the same number of
/// judgements, not necessarily by the same people. Fleiss, "Measuring nominal scale agreement among many raters" (1971).
/// </summary>
public static class FleissKappa
{
    /// <summary>1 is full agreement, 0 that of chance; it can be negative.</summary>
    /// <param name="counts">For each item how many judged it to be of each class: as many classes everywhere.</param>
    /// <exception cref="MetricUndefinedException">
    /// There are no items, an item has another number of judgements or classes than the first or fewer than two
    /// judgements, a count is negative, or all judgements are the same class.
    /// </exception>
    public static double Of(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        const string Name = "fleiss_kappa";
        if (counts.Count == 0)
            throw new MetricUndefinedException(Name, "there are no items");
        var (judgements, classes) = (counts[0].Sum(), counts[0].Count);
        var shares = new double[classes];
        var agreement = 0.0;
        for (var item = 0; item < counts.Count; item++)
        {
            var row = counts[item];
            if (row.Sum() != judgements || judgements < 2 || row.Count != classes || row.Any(count => count < 0))
                throw new MetricUndefinedException(
                    Name,
                    $"every item needs the same number of judgements, 2 or more, over the same classes; item {item} has "
                        + $"[{string.Join(", ", row)}], the first [{string.Join(", ", counts[0])}]"
                );
            for (var c = 0; c < classes; c++)
            {
                shares[c] += (double)row[c] / judgements / counts.Count;
                agreement += (double)row[c] * (row[c] - 1) / judgements / (judgements - 1) / counts.Count;
            }
        }
        if (Enumerable.Range(0, classes).Count(c => counts.Any(row => row[c] > 0)) == 1)
            throw new MetricUndefinedException(Name, "all judgements are the same class, as chance would give");
        var expected = shares.Sum(share => share * share);
        return (agreement - expected) / (1 - expected);
    }
}
