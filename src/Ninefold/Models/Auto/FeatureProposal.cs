using System.Text;
using Ninefold.Data.Tables;
using Ninefold.Features.Encoders;

namespace Ninefold.Models.Auto;

/// <summary>
/// Proposes features for the columns of a table by what the training rows hold: what a person who knows neither would try
/// first.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="rows">The training rows, as places in it.</param>
/// <param name="labels">One for each of them.</param>
/// <param name="kind">The problem.</param>
internal sealed class FeatureProposal(
    GuessedTable table,
    IReadOnlyList<int> rows,
    IReadOnlyList<float> labels,
    TargetKind kind
)
{
    private const int OwnColumns = 30; // so many categories get a column each
    private const int MostCodes = 1000; // from here on categories share codes by a hash
    public const int Buckets = 10;
    private const double Skewed = 2;
    private const double CurveGain = .02; // of the variance, so much more than by a line
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly HashSet<string> names = [];

    /// <summary>One or more features for each column, in order.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="axis">The column that rows are split by; its year would say in which part a row is.</param>
    public IReadOnlyList<ProposedFeature> Of(IEnumerable<UsedColumn> columns, string? axis) =>
        [.. columns.SelectMany(c => Of(c, c.Name == axis))];

    private IEnumerable<ProposedFeature> Of(UsedColumn column, bool isAxis) =>
        column.Type switch
        {
            ColumnType.Text => Category(column),
            ColumnType.Timestamp => Moment(column, isAxis),
            _ => Number(column),
        };

    private IEnumerable<ProposedFeature> Number(UsedColumn column)
    {
        var numbers = table.Table.Numbers(column.Name);
        double[] values = [.. rows.Select(row => numbers.Values[row])];
        var isLog =
            column.Least >= 0
            && Skewness.Of(values) is > Skewed and var skewness
            && Math.Abs(Skewness.Of([.. values.Select(double.LogP1)])) < skewness / 2;
        NumericEncoder encoder = column.Missing > 0 ? new MissingIndicator(fill: Fill.Median) : new Identity();
        var missing = column.Missing > 0 ? "; the median where it is missing, and whether it is" : "";
        yield return isLog
            ? new ProposedNumber(
                Named($"log_{column.Name}"),
                column.Name,
                $"{column.Name}, whose largest values are far from the rest, as a logarithm{missing}",
                NumberReading.Logarithm,
                encoder
            )
            : new ProposedNumber(
                Named(column.Name),
                column.Name,
                $"{column.Name} as it is{missing}",
                NumberReading.Value,
                encoder
            );
        if (column.Distinct > 2 * Buckets && IsCurved([.. values.Select(v => isLog ? double.LogP1(v) : v)]))
            yield return new ProposedNumber(
                Named($"{column.Name}_bucket"),
                column.Name,
                $"which tenth of the rows {column.Name} is in: the target follows no line in it",
                NumberReading.Value,
                Bucketize.ByQuantiles(Buckets)
            );
    }

    private IEnumerable<ProposedFeature> Category(UsedColumn column)
    {
        var own = Math.Min(column.Distinct, OwnColumns);
        if (column.Distinct <= MostCodes)
            yield return new ProposedCategory(
                Named(column.Name),
                column.Name,
                own < column.Distinct ? $"the {own} most frequent of {column.Name}, and others" : $"{column.Name}",
                new OneHot(own)
            );
        if (column.Distinct > OwnColumns)
            yield return new ProposedCategory(
                Named($"{column.Name}_code"),
                column.Name,
                $"{column.Name} as a code, for trees",
                column.Distinct <= MostCodes ? new Ordinal(MostCodes) : new Hashing(MostCodes)
            );
        if (column.Distinct > MostCodes)
            yield return new ProposedCategory(
                Named($"{column.Name}_share"),
                column.Name,
                $"how frequent this {column.Name} is",
                new CountEncoding()
            );
    }

    private IEnumerable<ProposedFeature> Moment(UsedColumn column, bool isAxis)
    {
        var moments = table.Table.Numbers(column.Name);
        var known = rows.Where(row => !moments.IsMissing(row)).Select(row => moments.Values[row]).ToList();
        if (known.Any(at => at % Day.TotalMilliseconds != 0))
            yield return Reading("hour", NumberReading.Hour, new Cyclical(24), "the time of day in hours, UTC");
        yield return Reading("weekday", NumberReading.Weekday, new Cyclical(7), "the day of the week");
        if (known.Max() - known.Min() > 366 * Day.TotalMilliseconds)
            yield return Reading("yearday", NumberReading.YearDay, new Cyclical(365.25), "the day of the year");
        if (!isAxis)
            yield return Reading("year", NumberReading.Year, new Identity(), "the year");

        ProposedNumber Reading(string suffix, NumberReading reading, NumericEncoder encoder, string doc) =>
            new(Named($"{column.Name}_{suffix}"), column.Name, $"{doc} of {column.Name}", reading, encoder);
    }

    /// <summary>Whether the mean label of ten buckets explains more of the labels than a line does; not asked of several classes.</summary>
    private bool IsCurved(double[] values)
    {
        if (kind == TargetKind.Classes)
            return false;
        var known = values
            .Zip(labels, (value, label) => (Value: value, Label: (double)label))
            .Where(pair => !double.IsNaN(pair.Value))
            .OrderBy(pair => pair.Value)
            .ToList();
        var (meanValue, mean) = (known.Average(p => p.Value), known.Average(p => p.Label));
        var variation = known.Sum(p => (p.Label - mean) * (p.Label - mean));
        var spread = known.Sum(p => (p.Value - meanValue) * (p.Value - meanValue));
        if (variation <= 0 || spread <= 0)
            return false;
        var together = known.Sum(p => (p.Value - meanValue) * (p.Label - mean));
        var byBuckets = known
            .Chunk((known.Count + Buckets - 1) / Buckets)
            .Sum(bucket => bucket.Length * Math.Pow(bucket.Average(p => p.Label) - mean, 2));
        return byBuckets / variation > together * together / spread / variation + CurveGain;
    }

    /// <summary>A name that a feature may have, and no other has: <c>time_taken_min</c> for <c>Time_taken(min)</c>.</summary>
    private string Named(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(c);
            else if (name.Length > 0 && name[^1] != '_')
                name.Append('_');
        var plain = name.ToString().Trim('_') is { Length: > 0 } letters ? letters : "column";
        var number = 1;
        var free = plain;
        while (!names.Add(free))
            free = $"{plain}_{++number}";
        return free;
    }
}
