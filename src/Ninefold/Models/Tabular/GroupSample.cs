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
    public static LabelledRows OfGroups(this LabelledRows rows, Func<int, bool> isTaken) =>
        rows.Take([.. Enumerable.Range(0, rows.Count).Where(row => isTaken(rows.Groups[row]))]);
}
