using CsCheck;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class PairMergesTests
{
    [Fact]
    public void Counts_kept_up_to_date_choose_what_counting_anew_chooses() =>
        Gen.Select(Gen.Select(Gen.Int[0, 4].Array[0, 9], Gen.Int[1, 5]).Array[0, 12], Gen.Bool)
            .Sample(
                (pieces, byLikelihood) =>
                    Assert.Equal(
                        CountedAnew(pieces, 5, 20, byLikelihood),
                        PairMerges.Learn(pieces, 5, 20, byLikelihood, TestContext.Current.CancellationToken)
                    )
            );

    [Fact]
    public void Pairs_are_joined_from_the_left()
    {
        List<int> tokens = [1, 1, 1, 2, 1, 1];
        PairMerges.Apply(tokens, new(1, 1), 9);
        Assert.Equal([9, 1, 2, 9], tokens);
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.Throws<OperationCanceledException>(() =>
            PairMerges.Learn([([1, 2], 1)], 5, 9, byLikelihood: false, new(canceled: true))
        );

    private static List<Merge> CountedAnew((int[] Tokens, int Count)[] pieces, int next, int most, bool byLikelihood)
    {
        var all = pieces.Select(p => (Tokens: p.Tokens.ToList(), p.Count)).ToList();
        var merges = new List<Merge>();
        while (merges.Count < most)
        {
            var singles = all.SelectMany(p => p.Tokens.Select(t => (Token: t, p.Count)))
                .GroupBy(t => t.Token)
                .ToDictionary(g => g.Key, g => (double)g.Sum(t => t.Count));
            var pairs = all.SelectMany(p =>
                    p.Tokens.Zip(p.Tokens.Skip(1), (left, right) => (Pair: new Merge(left, right), p.Count))
                )
                .GroupBy(p => p.Pair)
                .Select(g =>
                    (
                        Pair: g.Key,
                        Score: g.Sum(p => p.Count) / (byLikelihood ? singles[g.Key.Left] * singles[g.Key.Right] : 1)
                    )
                )
                .OrderByDescending(p => p.Score)
                .ThenBy(p => p.Pair.Left)
                .ThenBy(p => p.Pair.Right)
                .ToList();
            if (pairs.Count == 0)
                break;
            foreach (var (tokens, _) in all)
                PairMerges.Apply(tokens, pairs[0].Pair, next + merges.Count);
            merges.Add(pairs[0].Pair);
        }
        return merges;
    }
}
