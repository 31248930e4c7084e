using Ninefold.Data.Tables;

namespace Ninefold.Data.Verification;

/// <summary>
/// Compares a new version of a table with the last accepted one by the population stability index of each column,
/// Σ (new − old) · ln(new / old) over bins: below 0.1 is little change, above 0.25 much (Siddiqi, "Credit Risk
/// Scorecards", 2006). Numbers are binned by the old deciles, texts by the old most frequent values and the rest.
/// </summary>
public static class DistributionVerification
{
    /// <summary>Stands for an empty bin, whose logarithm would be infinite.</summary>
    private const double LeastShare = 1e-4;

    /// <summary>Checks each column that both versions have, and the number of rows.</summary>
    /// <param name="accepted">The profile of the last accepted version.</param>
    /// <param name="current">The new version.</param>
    /// <param name="limit">The greatest index allowed, above 0.</param>
    /// <param name="growth">How many times more or fewer rows are allowed, at least 1.</param>
    public static VerificationReport Compare(
        TableProfile accepted,
        Table current,
        double limit = .25,
        double growth = 2
    )
    {
        var ratio = (double)Math.Max(1, current.Rows) / Math.Max(1, accepted.Rows);
        var checks = new List<Check>
        {
            new(
                $"{current.Name}: rows against the accepted version",
                $"{accepted.Rows / growth:N0} to {accepted.Rows * growth:N0}",
                $"{current.Rows:N0}",
                ratio >= 1 / growth && ratio <= growth
            ),
        };
        foreach (var old in accepted.Columns)
        {
            if (current.Find(old.Name) is not { } column || IndexOf(old, column) is not { } index)
                continue;
            checks.Add(
                new($"{current.Name}: {old.Name}, stability index", $"at most {limit}", $"{index:F3}", index <= limit)
            );
        }
        return new(current.Name, checks);
    }

    /// <returns>Null where the kinds differ, or one of both holds no value.</returns>
    private static double? IndexOf(ColumnProfile old, Column column)
    {
        if (column.Count == 0 || old.Count == old.Missing)
            return null;
        switch (column)
        {
            case NumberColumn numbers when old.Minimum is not null:
                return Index(old.Shares, ColumnProfile.SharesIn(numbers.Values, old.Edges));
            case TextColumn texts when old.Minimum is null:
                var counts = ColumnProfile.CountsOf(texts);
                var places = texts.Distinct.Index().ToDictionary(d => d.Item, d => d.Index);
                var present = Math.Max(1, counts.Sum());
                double[] shares =
                [
                    .. old.TopValues.Select(v =>
                        places.TryGetValue(v.Value, out var at) ? (double)counts[at] / present : 0
                    ),
                ];
                double[] before = [.. old.TopValues.Select(v => v.Share)];
                return Index([.. before, 1 - before.Sum()], [.. shares, 1 - shares.Sum()]);
            default:
                return null;
        }
    }

    private static double Index(IReadOnlyList<double> old, IReadOnlyList<double> now) =>
        old.Zip(now)
            .Select(p => (Old: Math.Max(LeastShare, p.First), Now: Math.Max(LeastShare, p.Second)))
            .Sum(p => (p.Now - p.Old) * Math.Log(p.Now / p.Old));
}
