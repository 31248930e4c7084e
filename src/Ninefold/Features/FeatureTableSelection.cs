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
            Moments = table.Moments is null ? null : Of(table.Moments),
        };

        T[] Of<T>(T[] all) => [.. taken.Select(row => all[row])];
    }

    /// <summary>The rows of a table and then those of another of the same set, whose groups follow on.</summary>
    /// <exception cref="ArgumentException">They are of different sets, or one alone has weights.</exception>
    public static FeatureTable Concat(this FeatureTable first, FeatureTable second)
    {
        if (first.Set != second.Set || (first.Weights is null) != (second.Weights is null))
            throw new ArgumentException(
                $"Tables of one set are joined, both with weights or without; got '{first.Set}' and '{second.Set}'."
            );
        var groups = first.Groups is [.., var last] ? last + 1 : 0;
        return first with
        {
            Columns = [.. first.Columns.Zip(second.Columns, Concat)],
            Labels = [.. first.Labels, .. second.Labels],
            Groups = [.. first.Groups, .. second.Groups.Select(group => groups + group)],
            Weights = first.Weights is null ? null : [.. first.Weights, .. second.Weights!],
            Moments = first.Moments is null || second.Moments is null ? null : [.. first.Moments, .. second.Moments],
        };
    }

    private static FeatureColumn Concat(FeatureColumn first, FeatureColumn second)
    {
        if (first is NumericColumn one && second is NumericColumn two)
            return one with { Values = [.. one.Values, .. two.Values] };
        if (first is not CategoricalColumn known || second is not CategoricalColumn more)
            throw new ArgumentException($"The column '{first.Name}' is of two kinds.");
        List<string> categories = [.. known.Categories.Union(more.Categories)];
        var codes = categories.Index().ToDictionary(c => c.Item, c => c.Index);
        return known with
        {
            Codes = [.. known.Codes, .. more.Codes.Select(code => code < 0 ? code : codes[more.Categories[code]])],
            Categories = categories,
        };
    }
}
