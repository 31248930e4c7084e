using Ninefold.Data.Tables;

namespace Ninefold.Models.Auto;

/// <summary>
/// Finds columns that alone tell the target without an error. In real data such a column most often was filled in after the
/// fact, and is not there when a prediction is asked for.
/// </summary>
internal static class LeakSuspects
{
    // A value seen fewer times than this on average tells its rows' labels by being theirs alone.
    private const int RowsPerValue = 10;
    private const int FewestDistinct = 30;

    /// <summary>Why a column is suspected, as the end of a sentence; null where it is not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The training rows, as places in the table.</param>
    /// <param name="labels">One for each of them.</param>
    /// <param name="isClass">Whether labels are classes rather than quantities.</param>
    public static string? Why(Column column, IReadOnlyList<int> rows, IReadOnlyList<float> labels, bool isClass)
    {
        if (labels.Distinct().Take(2).Count() < 2)
            return null;
        if (ArePure(rows.Select(row => column.IsMissing(row)), labels) is 2)
            return "whether it is empty tells the target without an error";
        var values = rows.Select(column.Text).ToList();
        if (ArePure(values, labels) is { } pure && pure * RowsPerValue <= rows.Count)
            return "each of its values goes with one of the target";
        return column is NumberColumn numbers && Orders(numbers, rows, labels, isClass)
            ? isClass
                ? "thresholds on it tell the target without an error"
                : "the target rises or falls with it without exception"
            : null;
    }

    /// <summary>How many keys there are where all rows of a key have one label; null where they do not.</summary>
    private static int? ArePure<TKey>(IEnumerable<TKey> keys, IReadOnlyList<float> labels)
        where TKey : notnull
    {
        var labelOf = new Dictionary<TKey, float>();
        foreach (var (row, key) in keys.Index())
            if (!labelOf.TryAdd(key, labels[row]) && labelOf[key] != labels[row])
                return null;
        return labelOf.Count;
    }

    /// <summary>Whether the labels, in the order of the numbers, come class by class, or only rise or only fall.</summary>
    private static bool Orders(NumberColumn column, IReadOnlyList<int> rows, IReadOnlyList<float> labels, bool isClass)
    {
        var known = rows.Zip(labels, (row, label) => (Value: column.Values[row], Label: label))
            .Where(pair => !double.IsNaN(pair.Value))
            .OrderBy(pair => pair.Value)
            .ToList();
        var (values, kinds) = (known.DistinctBy(p => p.Value).Count(), known.DistinctBy(p => p.Label).Count());
        if (known.Count * 2 < rows.Count || kinds < 2 || values < (isClass ? kinds : FewestDistinct))
            return false;
        var steps = known.Zip(known.Skip(1)).Where(pair => pair.First.Label != pair.Second.Label).ToList();
        if (steps.Any(pair => pair.First.Value == pair.Second.Value))
            return false;
        return isClass
            ? steps.Count == kinds - 1 && kinds == labels.Distinct().Count()
            : values * 2 >= kinds && steps.Select(pair => pair.First.Label < pair.Second.Label).Distinct().Count() == 1;
    }
}
