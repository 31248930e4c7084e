namespace Ninefold.Models.Tabular;

/// <summary>A part of the rows that is quicker to judge.</summary>
internal static class GroupSample
{
    /// <summary>Whole groups, evenly spread, so that there are about so many rows; all of them where there are no more.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="most">About how many, at least 1: the last group that is taken is taken whole.</param>
    public static LabelledRows Sample(this LabelledRows rows, int most)
    {
        if (rows.Count <= most)
            return rows;
        var share = (double)most / rows.Count;
        return rows.OfGroups(group => group == 0 || (int)(group * share) > (int)((group - 1) * share));
    }

    /// <summary>The rows of some groups, in order, with groups numbered anew.</summary>
    public static LabelledRows OfGroups(this LabelledRows rows, Func<int, bool> isTaken)
    {
        var taken = Enumerable.Range(0, rows.Count).Where(row => isTaken(rows.Groups[row])).ToArray();
        var width = rows.Schema.Width;
        var values = new float[taken.Length * width];
        var groups = new int[taken.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            rows.Row(taken[i]).CopyTo(values.AsSpan(i * width));
            groups[i] = i == 0 ? 0 : groups[i - 1] + (rows.Groups[taken[i]] == rows.Groups[taken[i - 1]] ? 0 : 1);
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
