namespace Ninefold.Data.Splitting;

/// <summary>Whole groups fall into a part by chance, so that a model cannot know a test row's group.</summary>
public static class GroupSplit
{
    /// <param name="groups">Each row's group, such as its user or its scene.</param>
    /// <param name="shares">How many of the rows go where; kept as well as whole groups allow.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    public static RowSplit Of<TKey>(IReadOnlyList<TKey> groups, SplitShares shares, int seed)
        where TKey : notnull
    {
        var partOf = new int[groups.Count];
        var members = Enumerable.Range(0, groups.Count).GroupBy(row => groups[row]).Select(g => g.ToArray()).ToArray();
        new Random(seed).Shuffle(members);
        var before = 0;
        foreach (var rows in members)
        {
            var part = shares.PartAt((before + rows.Length / 2.0) / groups.Count); // where the group's middle falls
            foreach (var row in rows)
                partOf[row] = part;
            before += rows.Length;
        }
        return RowSplit.From(
            partOf,
            $"by group ({shares} of the rows, seed {seed}); does not protect from knowing the future"
        );
    }
}
