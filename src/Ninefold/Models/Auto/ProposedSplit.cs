using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Data.Tables;

namespace Ninefold.Models.Auto;

/// <summary>What parts of a table are kept apart by.</summary>
internal enum SplitKind
{
    /// <summary>Training before validation before test.</summary>
    Time,

    /// <summary>Whole groups.</summary>
    Group,

    /// <summary>By chance; within classes where there are any.</summary>
    Chance,
}

/// <summary>How the rows of a table are split.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Column">The column of moments or of groups; null by chance.</param>
/// <param name="Order">The rows that count, as places in the table: by time or by group where there is one.</param>
/// <param name="Labels">One for each of them.</param>
/// <param name="Parts">Places in <paramref name="Order"/>.</param>
/// <param name="Why">Why so, in a sentence.</param>
internal sealed record ProposedSplit(
    SplitKind Kind,
    string? Column,
    int[] Order,
    float[] Labels,
    RowSplit Parts,
    string Why
)
{
    /// <summary>How much goes where.</summary>
    public static readonly SplitShares Shares = new(.6, .15, .15, .1);

    /// <summary>Splits by what the task names, else by the first moments that there are, else by chance.</summary>
    /// <exception cref="InvalidDatasetException">A part lacks a class, or has too few rows.</exception>
    public static ProposedSplit Of(GuessedTable table, AutoTarget target, AutoTask task)
    {
        if (task.Group is { } group)
            return Checked(ByGroup(table.Table, target, group, task.Seed), target);
        if (task.Time is { } time)
            return Checked(ByTime(table.Table, target, time, "it was named as the time"), target);
        foreach (var column in table.Schema.Columns.Where(c => IsAxis(table, c, target)))
        {
            var split = ByTime(table.Table, target, column.Name, "it holds moments");
            if (Fault(split, target) is null)
                return split;
        }
        return Checked(ByChance(target, task.Seed), target);
    }

    /// <summary>Moments of births order people, not what is asked about them; moments that are few or missing order little.</summary>
    private static bool IsAxis(GuessedTable table, ColumnSchema column, AutoTarget target)
    {
        if (column.Type != ColumnType.Timestamp || column.Name.Contains("birth", StringComparison.OrdinalIgnoreCase))
            return false;
        var moments = table.Table.Numbers(column.Name);
        return target.Rows.All(row => !moments.IsMissing(row))
            && target.Rows.Select(row => moments.Values[row]).Distinct().Take(20).Count() == 20;
    }

    private static ProposedSplit ByTime(Table table, AutoTarget target, string column, string why)
    {
        var moments = table.Numbers(column);
        var (order, labels) = Sorted(target, moments, row => moments.Values[row], Comparer<double>.Default);
        var parts = TimeSplit.ByShares([.. order.Select(row => (long)moments.Values[row])], Shares);
        return new(SplitKind.Time, column, order, labels, parts, $"By time, since there is '{column}': {why}.");
    }

    private static ProposedSplit ByGroup(Table table, AutoTarget target, string column, int seed)
    {
        var groups = table.Texts(column);
        var (order, labels) = Sorted(target, groups, groups.Text, StringComparer.Ordinal);
        var parts = GroupSplit.Of([.. order.Select(groups.Text)], Shares, seed);
        return new(
            SplitKind.Group,
            column,
            order,
            labels,
            parts,
            $"By group, so that no '{column}' of training is in the test."
        );
    }

    private static ProposedSplit ByChance(AutoTarget target, int seed)
    {
        var parts = target.IsClass
            ? StratifiedSplit.Of(target.Labels, Shares, seed)
            : RandomSplit.Of(target.Rows.Length, Shares, seed);
        return new(
            SplitKind.Chance,
            null,
            target.Rows,
            target.Labels,
            parts,
            $"By chance{(target.IsClass ? " within classes" : "")}, since no column holds moments to split by: "
                + "if rows come in an order of time, give it a column and name it."
        );
    }

    private static (int[] Order, float[] Labels) Sorted<TKey>(
        AutoTarget target,
        Column column,
        Func<int, TKey> key,
        IComparer<TKey> comparer
    )
    {
        var kept = target
            .Rows.Zip(target.Labels, (row, label) => (Row: row, Label: label))
            .Where(r => !column.IsMissing(r.Row))
            .OrderBy(r => key(r.Row), comparer)
            .ToList();
        return ([.. kept.Select(r => r.Row)], [.. kept.Select(r => r.Label)]);
    }

    private static ProposedSplit Checked(ProposedSplit split, AutoTarget target) =>
        Fault(split, target) is { } fault ? throw new InvalidDatasetException(fault) : split;

    /// <summary>Every class must be in every part that learns, chooses or judges, and two groups at least in those that judge.</summary>
    private static string? Fault(ProposedSplit split, AutoTarget target)
    {
        (string Name, IReadOnlyList<int> Rows)[] parts =
        [
            ("training", split.Parts.Train),
            ("validation", split.Parts.Validation),
            ("test", split.Parts.Test),
        ];
        foreach (var (name, rows) in parts)
        {
            if (rows.Count < 2)
                return $"{split.Why} But then the {name} has {rows.Count} rows; it needs at least 2.";
            var has = rows.Select(row => split.Labels[row]).ToHashSet();
            var lacks = target.Classes.Where((_, label) => !has.Contains(label)).ToList();
            if (lacks.Count > 0)
                return $"{split.Why} But then the {name} has no row of '{lacks[0]}'.";
        }
        return null;
    }
}
