using Ninefold.Data.Tables;

namespace Ninefold.Models.Auto;

/// <summary>A column that is not used, and why, as the end of a sentence.</summary>
internal sealed record DroppedColumn(string Name, string Why);

/// <summary>A column that features are made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its cells hold.</param>
/// <param name="Missing">How many of the rows have none.</param>
/// <param name="Distinct">How many different values the rows have.</param>
/// <param name="Least">The least number; NaN of texts.</param>
internal sealed record UsedColumn(string Name, ColumnType Type, int Missing, int Distinct, double Least);

/// <summary>Tells the columns that may say something of a target from those that cannot, or say too much.</summary>
internal static class AutoColumns
{
    /// <summary>The share of distinct texts from which a column is names or free text rather than categories.</summary>
    private const double FreeText = .5;

    /// <summary>Sorts the columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">Its target; not among the columns.</param>
    /// <param name="task">The columns of time and of groups are judged by themselves: a group is an id.</param>
    /// <param name="rows">The rows that count, as places in the table.</param>
    public static (IReadOnlyList<UsedColumn> Used, IReadOnlyList<DroppedColumn> Dropped) Sort(
        GuessedTable table,
        AutoTarget target,
        AutoTask task,
        IReadOnlyList<int> rows
    )
    {
        var (used, dropped) = (new List<UsedColumn>(), new List<DroppedColumn>());
        foreach (var column in table.Table.Columns.Where(c => c.Name != target.Column))
        {
            var (missing, distinct) = Count(column, rows);
            var why =
                missing == rows.Count ? "it is empty in all rows"
                : distinct == 1 && missing == 0 ? $"all rows have '{column.Text(rows[0])}'"
                : column.Name == task.Group ? "it says which rows belong together, and new groups are to be known too"
                : column is TextColumn ? TextFault(distinct, rows.Count - missing)
                : IsRowNumber((NumberColumn)column, table.TypeOf(column.Name), rows, distinct) ? "it numbers the rows"
                : null;
            if (why is null)
                used.Add(new(column.Name, table.TypeOf(column.Name), missing, distinct, Least(column, rows)));
            else
                dropped.Add(new(column.Name, why));
        }
        return (used, dropped);
    }

    private static string? TextFault(int distinct, int present) =>
        distinct == present && present > 1 ? $"it is an id: all {present:N0} are different"
        : distinct > FreeText * present ? $"it is names or free text: {distinct:N0} different ones in {present:N0}"
        : null;

    private static bool IsRowNumber(NumberColumn column, ColumnType type, IReadOnlyList<int> rows, int distinct)
    {
        if (type == ColumnType.Timestamp || distinct < rows.Count)
            return false;
        var values = rows.Select(row => column.Values[row]).ToList();
        return values.All(double.IsInteger) && values.Max() - values.Min() < 2 * rows.Count;
    }

    private static (int Missing, int Distinct) Count(Column column, IReadOnlyList<int> rows)
    {
        var present = rows.Where(row => !column.IsMissing(row)).ToList();
        var distinct = column is TextColumn texts
            ? present.Select(row => texts.Codes[row]).Distinct().Count()
            : present.Select(row => ((NumberColumn)column).Values[row]).Distinct().Count();
        return (rows.Count - present.Count, distinct);
    }

    private static double Least(Column column, IReadOnlyList<int> rows) =>
        column is NumberColumn numbers
            ? rows.Select(row => numbers.Values[row]).Where(value => !double.IsNaN(value)).Min()
            : double.NaN;
}
