namespace Ninefold.Data.Splitting;

/// <summary>Each row falls into a part by chance.</summary>
public static class RandomSplit
{
    /// <param name="rows">How many rows there are.</param>
    /// <param name="shares">How much goes where; kept to within one row.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    public static RowSplit Of(int rows, SplitShares shares, int seed)
    {
        var partOf = new int[rows];
        Assign([.. Enumerable.Range(0, rows)], partOf, shares, new Random(seed));
        return RowSplit.From(
            partOf,
            $"by chance ({shares}, seed {seed}); does not protect from knowing the future, nor from rows that belong together"
        );
    }

    /// <summary>Shuffles rows and cuts them where the shares end.</summary>
    internal static void Assign(int[] rows, Span<int> partOf, SplitShares shares, Random random)
    {
        random.Shuffle(rows);
        int[] ends = [.. shares.Cumulative.Select(share => (int)Math.Round(share * rows.Length)), rows.Length];
        for (int part = 0, i = 0; part < ends.Length; part++)
        for (; i < ends[part]; i++)
            partOf[rows[i]] = part;
    }
}
