namespace Ninefold.Data.Splitting;

/// <summary>By chance within each stratum, so that every part has the same mix: of rare labels above all.</summary>
public static class StratifiedSplit
{
    /// <param name="strata">Each row's stratum, such as its label.</param>
    /// <param name="shares">How much of each stratum goes where; kept to within one row, so that the smallest go to training.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    public static RowSplit Of<TKey>(IReadOnlyList<TKey> strata, SplitShares shares, int seed)
        where TKey : notnull
    {
        var partOf = new int[strata.Count];
        var random = new Random(seed);
        foreach (var stratum in Enumerable.Range(0, strata.Count).GroupBy(row => strata[row]))
            RandomSplit.Assign([.. stratum], partOf, shares, random);
        return RowSplit.From(
            partOf,
            $"by chance within strata ({shares}, seed {seed}); does not protect from knowing the future, "
                + "nor from rows that belong together"
        );
    }
}
