using Ninefold.Data.Tables;

namespace Ninefold.Data.Verification;

/// <summary>A value and the share of the rows that have it.</summary>
/// <param name="Value">The value as text.</param>
/// <param name="Share">0 to 1.</param>
public sealed record ValueShare(string Value, double Share);

/// <summary>
/// What a column holds, small enough to be kept as JSON: for the data report, and as the accepted distribution with which
/// the next version is compared.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Count">How many cells it has.</param>
/// <param name="Missing">How many are empty.</param>
/// <param name="Distinct">How many distinct values; of numbers an estimate, within some 1 % up to ten million.</param>
/// <param name="Minimum">The least number, null for texts.</param>
/// <param name="Maximum">The greatest number, null for texts.</param>
/// <param name="Mean">The mean, null for texts.</param>
/// <param name="Quantiles">Of numbers, at 5, 25, 50, 75 and 95 %, from every n-th row where there are many.</param>
/// <param name="TopValues">The most frequent values, at most <see cref="TopCount"/>; of numbers from every n-th row.</param>
/// <param name="Edges">Of numbers, the upper edges of all bins but the last: the distinct deciles.</param>
/// <param name="Shares">Of numbers, the share of each bin: one more than there are edges.</param>
public sealed record ColumnProfile(
    string Name,
    long Count,
    long Missing,
    long Distinct,
    double? Minimum,
    double? Maximum,
    double? Mean,
    IReadOnlyList<double> Quantiles,
    IReadOnlyList<ValueShare> TopValues,
    IReadOnlyList<double> Edges,
    IReadOnlyList<double> Shares
)
{
    /// <summary>How many of the most frequent values are kept.</summary>
    public const int TopCount = 10;

    private const int SampleSize = 200_000;

    /// <summary>Describes a column.</summary>
    public static ColumnProfile Of(Column column) =>
        column is NumberColumn numbers ? Of(numbers) : Of((TextColumn)column);

    /// <summary>The share of the present numbers in each bin: up to the first edge, …, above the last.</summary>
    internal static double[] SharesIn(ReadOnlySpan<double> values, IReadOnlyList<double> edges)
    {
        var counts = new double[edges.Count + 1];
        var sorted = edges.ToArray();
        var present = 0;
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            var bin = Array.BinarySearch(sorted, value);
            counts[bin >= 0 ? bin : ~bin]++;
            present++;
        }
        return [.. counts.Select(c => c / Math.Max(1, present))];
    }

    /// <summary>How many rows have each of a column's distinct texts.</summary>
    internal static int[] CountsOf(TextColumn column)
    {
        var counts = new int[column.Distinct.Count];
        foreach (var code in column.Codes)
            if (code >= 0)
                counts[code]++;
        return counts;
    }

    private static ColumnProfile Of(TextColumn column)
    {
        var counts = CountsOf(column);
        var present = counts.Sum();
        var top = counts
            .Index()
            .OrderByDescending(c => c.Item)
            .Take(TopCount)
            .Select(c => new ValueShare(column.Distinct[c.Index], (double)c.Item / present));
        var distinct = counts.Count(c => c > 0);
        return new(column.Name, column.Count, column.Count - present, distinct, null, null, null, [], [.. top], [], []);
    }

    private static ColumnProfile Of(NumberColumn column)
    {
        var (present, minimum, maximum, sum) = (0L, double.PositiveInfinity, double.NegativeInfinity, 0.0);
        var distinct = new DistinctCounter();
        var sample = new List<double>(Math.Min(column.Count, SampleSize));
        var step = Math.Max(1, column.Count / SampleSize);
        var values = column.Values;
        for (var row = 0; row < values.Length; row++)
        {
            var value = values[row];
            if (double.IsNaN(value))
                continue;
            present++;
            (minimum, maximum, sum) = (Math.Min(minimum, value), Math.Max(maximum, value), sum + value);
            distinct.Add(value);
            if (row % step == 0)
                sample.Add(value);
        }
        if (sample.Count == 0)
            return new(column.Name, column.Count, column.Count - present, 0, null, null, null, [], [], [], []);
        sample.Sort();
        double[] deciles = [.. Enumerable.Range(1, 9).Select(d => At(d / 10.0)).Distinct()];
        var top = sample
            .CountBy(v => v)
            .OrderByDescending(c => c.Value)
            .Take(TopCount)
            .Select(c => new ValueShare($"{c.Key:R}", (double)c.Value / sample.Count));
        return new(
            column.Name,
            column.Count,
            column.Count - present,
            distinct.Estimate,
            minimum,
            maximum,
            sum / present,
            [At(.05), At(.25), At(.5), At(.75), At(.95)],
            [.. top],
            deciles,
            SharesIn(values, deciles)
        );

        double At(double share) => sample[(int)(share * (sample.Count - 1))];
    }
}
