namespace Ninefold.Data.Splitting;

/// <summary>
/// Training before validation before test before rehearsal. A row whose outcome was not yet known when the next part
/// began is in no part: it is dropped, not taken for a negative.
/// </summary>
public static class TimeSplit
{
    private const string Unprotected = "does not protect from groups that are in several parts";

    /// <summary>Splits at given moments. A row belongs to the last part that began at or before it.</summary>
    /// <param name="moments">When each row happened, Unix milliseconds.</param>
    /// <param name="validationFrom">When training ends.</param>
    /// <param name="testFrom">When validation ends.</param>
    /// <param name="rehearsalFrom">When the test ends; null leaves no rehearsal.</param>
    /// <param name="gap">How long before validation and before the test rows are dropped: the delay of the labels.</param>
    /// <param name="known">When each row's outcome was known, or empty where that was at once; a row of training or validation must be known before
    /// the next part begins.</param>
    /// <exception cref="ArgumentException">The moments are not in order, or the gap is negative.</exception>
    public static RowSplit At(
        ReadOnlySpan<long> moments,
        DateTimeOffset validationFrom,
        DateTimeOffset testFrom,
        DateTimeOffset? rehearsalFrom = null,
        TimeSpan gap = default,
        ReadOnlySpan<long> known = default
    )
    {
        var (validation, test) = (validationFrom.ToUnixTimeMilliseconds(), testFrom.ToUnixTimeMilliseconds());
        var rehearsal = rehearsalFrom?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        if (validation > test || test > rehearsal || gap < TimeSpan.Zero)
            throw new ArgumentException(
                "Validation, test and rehearsal must begin in this order and the gap be at least 0, but they begin at "
                    + $"{validationFrom:u}, {testFrom:u} and {rehearsalFrom:u}, and the gap is {gap}."
            );
        var partOf = new int[moments.Length];
        for (var row = 0; row < moments.Length; row++)
        {
            var at = moments[row];
            var part =
                at < validation ? 0
                : at < test ? 1
                : at < rehearsal ? 2
                : 3;
            var end = part == 0 ? validation : test;
            var open = at >= end - (long)gap.TotalMilliseconds || (!known.IsEmpty && known[row] >= end);
            partOf[row] = part < 2 && open ? -1 : part;
        }
        return RowSplit.From(
            partOf,
            $"by time (validation from {validationFrom:u}, test from {testFrom:u}, "
                + $"{(rehearsalFrom is null ? "no rehearsal" : $"rehearsal from {rehearsalFrom:u}")}, gap {gap}); {Unprotected}"
        );
    }

    /// <summary>Splits where shares of the rows lie behind. Rows of one moment stay together, in the later part.</summary>
    /// <param name="moments">When each row happened, Unix milliseconds; at least one.</param>
    /// <param name="shares">How many of the rows go where, before those in the gaps are dropped.</param>
    /// <param name="gap">As in <see cref="At"/>.</param>
    /// <param name="known">As in <see cref="At"/>.</param>
    public static RowSplit ByShares(
        ReadOnlySpan<long> moments,
        SplitShares shares,
        TimeSpan gap = default,
        ReadOnlySpan<long> known = default
    )
    {
        var sorted = moments.ToArray();
        Array.Sort(sorted);
        var begins = shares.Cumulative.Select(share => Math.Round(share * sorted.Length)).Select(BeginAt).ToArray();
        return At(moments, begins[0], begins[1], shares.Cumulative[2] > 1 - 1e-9 ? null : begins[2], gap, known);

        DateTimeOffset BeginAt(double place) =>
            DateTimeOffset.FromUnixTimeMilliseconds(place < sorted.Length ? sorted[(int)place] : sorted[^1] + 1);
    }
}
