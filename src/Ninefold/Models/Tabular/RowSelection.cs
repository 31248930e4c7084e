namespace Ninefold.Models.Tabular;

/// <summary>Rows taken out of others, and put after others.</summary>
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

    /// <summary>Puts rows after others, in groups of their own; where only one part has weights, the other's are 1.</summary>
    /// <exception cref="ArgumentException">They have other columns.</exception>
    public static LabelledRows Append(this LabelledRows rows, LabelledRows more)
    {
        if (rows.Schema.Fingerprint != more.Schema.Fingerprint)
            throw new ArgumentException(
                $"The rows have the columns [{string.Join(", ", rows.Schema.Names)}], those that are put after them "
                    + $"[{string.Join(", ", more.Schema.Names)}].",
                nameof(more)
            );
        var groups = rows.Count == 0 ? 0 : rows.Groups[^1] + 1;
        return new(
            rows.Schema,
            [.. rows.Values, .. more.Values],
            [.. rows.Labels, .. more.Labels],
            [.. rows.Groups, .. more.Groups.Select(group => groups + group)],
            rows.Weights is null && more.Weights is null ? null : [.. Weights(rows), .. Weights(more)]
        );
    }

    private static IEnumerable<float> Weights(LabelledRows rows) => rows.Weights ?? Enumerable.Repeat(1f, rows.Count);
}
