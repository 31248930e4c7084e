namespace Ninefold.Models.Tabular;

/// <summary>Some of the rows, and some of them more than once.</summary>
public static class RowSelection
{
    /// <summary>Takes rows, with their groups numbered anew.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="taken">Which ones, ascending, so that groups stay contiguous; a row that stands twice is taken twice.</param>
    /// <exception cref="ArgumentException">They are not ascending, or there is no such row.</exception>
    public static LabelledRows Take(this LabelledRows rows, IReadOnlyList<int> taken)
    {
        var width = rows.Schema.Width;
        var (values, groups) = (new float[taken.Count * width], new int[taken.Count]);
        for (var i = 0; i < taken.Count; i++)
        {
            var before = i == 0 ? 0 : taken[i - 1];
            if (taken[i] < before || taken[i] >= rows.Count)
                throw new ArgumentException(
                    $"The rows that are taken must be ascending and below {rows.Count}, got {before} and then {taken[i]}.",
                    nameof(taken)
                );
            rows.Row(taken[i]).CopyTo(values.AsSpan(i * width));
            groups[i] = i == 0 ? 0 : groups[i - 1] + (rows.Groups[taken[i]] == rows.Groups[before] ? 0 : 1);
        }
        return new(
            rows.Schema,
            values,
            [.. taken.Select(row => rows.Labels[row])],
            groups,
            rows.Weights is { } weights ? [.. taken.Select(row => weights[row])] : null
        );
    }
}
