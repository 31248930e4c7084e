namespace Ninefold.Features;

/// <summary>Some of the rows of a table, and some of them more than once.</summary>
public static class FeatureTableSelection
{
    /// <summary>Takes rows, with their groups numbered anew.</summary>
    /// <param name="table">The table.</param>
    /// <param name="taken">Which rows, ascending, so that groups stay contiguous; a row that stands twice is taken twice.</param>
    /// <exception cref="ArgumentException">They are not ascending, or there is no such row.</exception>
    public static FeatureTable Take(this FeatureTable table, IReadOnlyList<int> taken)
    {
        var groups = new int[taken.Count];
        for (var i = 0; i < taken.Count; i++)
        {
            var before = i == 0 ? 0 : taken[i - 1];
            if (taken[i] < before || taken[i] >= table.Count)
                throw new ArgumentException(
                    $"The rows that are taken must be ascending and below {table.Count}, got {before} and then {taken[i]}.",
                    nameof(taken)
                );
            groups[i] = i == 0 ? 0 : groups[i - 1] + (table.Groups[taken[i]] == table.Groups[before] ? 0 : 1);
        }
        return table with
        {
            Columns =
            [
                .. table.Columns.Select<FeatureColumn, FeatureColumn>(column =>
                    column switch
                    {
                        NumericColumn numeric => numeric with { Values = Of(numeric.Values) },
                        CategoricalColumn categorical => categorical with { Codes = Of(categorical.Codes) },
                        _ => throw new ArgumentException($"The column '{column.Name}' is of a kind without rows."),
                    }
                ),
            ],
            Labels = Of(table.Labels),
            Groups = groups,
            Weights = table.Weights is null ? null : Of(table.Weights),
        };

        T[] Of<T>(T[] all) => [.. taken.Select(row => all[row])];
    }
}
