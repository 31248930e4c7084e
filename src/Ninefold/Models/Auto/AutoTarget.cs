using System.Globalization;
using Ninefold.Data.Tables;

namespace Ninefold.Models.Auto;

/// <summary>What kind of problem a target makes.</summary>
internal enum TargetKind
{
    /// <summary>One of two: labels 0 and 1.</summary>
    Binary,

    /// <summary>One of several: labels are the places of the classes.</summary>
    Classes,

    /// <summary>A number: labels as they are.</summary>
    Quantity,

    /// <summary>A number of at least 0 whose large values are far from the rest: labels are ln(1 + value).</summary>
    Amount,
}

/// <summary>The target of a table.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Kind">What kind of problem it makes.</param>
/// <param name="Classes">The classes as texts, by label; of <see cref="TargetKind.Binary"/> the negative and the positive. Else empty.</param>
/// <param name="Rows">The rows of the table that have a label, in order.</param>
/// <param name="Labels">One for each of them.</param>
/// <param name="Notes">What was left out, and why, in sentences.</param>
internal sealed record AutoTarget(
    string Column,
    TargetKind Kind,
    IReadOnlyList<string> Classes,
    int[] Rows,
    float[] Labels,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The fewest rows of a class: fewer cannot be in every part of a split.</summary>
    public const int FewestOfClass = 10;

    private const int MostClasses = 100;

    // Whole numbers that take so few values are grades or codes rather than quantities.
    private const int MostCodes = 10;
    private const double Skewed = 2;

    private static readonly string[] Positives = ["1", "yes", "true", "y", "t", "positive", "+"];

    /// <summary>Whether the target is one of some classes.</summary>
    public bool IsClass => Kind is TargetKind.Binary or TargetKind.Classes;

    /// <summary>Describes the target.</summary>
    /// <param name="table">The table, with its types.</param>
    /// <param name="column">The target's name; a column of the table.</param>
    /// <param name="faults">Receives what makes it impossible to learn.</param>
    /// <returns>Null where there are faults.</returns>
    public static AutoTarget? Of(GuessedTable table, string column, List<string> faults)
    {
        var cells = table.Table.Find(column)!;
        var rows = Enumerable.Range(0, cells.Count).Where(row => !cells.IsMissing(row)).ToArray();
        var notes = new List<string>();
        if (rows.Length < cells.Count)
            notes.Add($"{cells.Count - rows.Length:N0} rows without a '{column}' were left out.");
        if (table.TypeOf(column) == ColumnType.Timestamp)
            faults.Add($"The target '{column}' must hold classes or numbers, but holds moments.");
        else if (rows.Length == 0)
            faults.Add($"The target '{column}' is empty in all {cells.Count:N0} rows.");
        else if (cells is NumberColumn numbers && !AreCodes(numbers, rows))
            return Quantity(numbers, rows, notes);
        else
            return OfClasses(cells, rows, notes, faults);
        return null;
    }

    private static bool AreCodes(NumberColumn numbers, int[] rows)
    {
        var distinct = rows.Select(row => numbers.Values[row]).Distinct().Take(MostCodes + 1).ToList();
        return distinct.Count <= 2 || (distinct.Count <= MostCodes && distinct.All(double.IsInteger));
    }

    private static AutoTarget Quantity(NumberColumn numbers, int[] rows, List<string> notes)
    {
        double[] values = [.. rows.Select(row => numbers.Values[row])];
        var isAmount = values.Min() >= 0 && Skewness.Of(values) > Skewed;
        return new(
            numbers.Name,
            isAmount ? TargetKind.Amount : TargetKind.Quantity,
            [],
            rows,
            [.. values.Select(value => (float)(isAmount ? double.LogP1(value) : value))],
            notes
        );
    }

    private static AutoTarget? OfClasses(Column cells, int[] rows, List<string> notes, List<string> faults)
    {
        var (counts, before) = (rows.CountBy(cells.Text).ToDictionary(), faults.Count);
        if (counts.Count == 1)
            faults.Add(
                $"The target '{cells.Name}' must have two values or more, but all {rows.Length:N0} rows have '{counts.Keys.First()}'."
            );
        else if (counts.Count > MostClasses)
            faults.Add(
                $"The target '{cells.Name}' must hold numbers or at most {MostClasses} classes, but has {counts.Count:N0} different texts."
            );
        else if (counts.Values.Count(count => count >= FewestOfClass) < 2)
            faults.Add(
                $"The target '{cells.Name}' must have two values with {FewestOfClass} rows or more, but has {Shown(counts)}."
            );
        if (faults.Count > before)
            return null;
        foreach (var (rare, count) in counts.Where(c => c.Value < FewestOfClass))
            notes.Add($"The class '{rare}' was left out: {count} rows are too few to be learned and judged.");
        var classes = Ordered([.. counts.Where(c => c.Value >= FewestOfClass).Select(c => c.Key)], counts);
        var labels = classes.Index().ToDictionary(c => c.Item, c => (float)c.Index);
        int[] kept = [.. rows.Where(row => labels.ContainsKey(cells.Text(row)))];
        return new(
            cells.Name,
            classes.Count == 2 ? TargetKind.Binary : TargetKind.Classes,
            classes,
            kept,
            [.. kept.Select(row => labels[cells.Text(row)])],
            notes
        );
    }

    /// <summary>Numbers by size, texts in ordinal order; of two the one that says yes comes last, else the rarer one.</summary>
    private static List<string> Ordered(List<string> classes, Dictionary<string, int> counts)
    {
        if (classes.Count == 2 && !classes.All(IsNumber))
        {
            var yes = classes.FindIndex(c => Positives.Contains(c.ToLowerInvariant()));
            var positive = yes >= 0 ? classes[yes] : classes.MinBy(c => (counts[c], c))!;
            return [classes.Single(c => c != positive), positive];
        }
        return classes.All(IsNumber)
            ? [.. classes.OrderBy(c => double.Parse(c, CultureInfo.InvariantCulture))]
            : [.. classes.Order(StringComparer.Ordinal)];
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Shown(Dictionary<string, int> counts) =>
        string.Join(", ", counts.Take(5).Select(c => $"'{c.Key}' in {c.Value}"));
}
