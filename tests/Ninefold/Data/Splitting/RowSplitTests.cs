using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public class RowSplitTests
{
    private static readonly SplitShares Shares = new(.6, .2, .1, .1);

    [Fact]
    public void Every_row_is_in_one_part_and_the_shares_are_kept() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int)
            .Sample(
                (rows, seed) =>
                {
                    var split = RandomSplit.Of(rows, Shares, seed);
                    Assert.Equal(Enumerable.Range(0, rows), All(split).Order());
                    Assert.InRange(split.Train.Count, .6 * rows - 1, .6 * rows + 1);
                    Assert.InRange(split.Rehearsal.Count, .1 * rows - 1, .1 * rows + 1);
                    Assert.True(LeakageCheck.Verify(split).Passed);
                    Assert.Equal(split.Test, RandomSplit.Of(rows, Shares, seed).Test);
                }
            );

    [Fact]
    public void Another_seed_gives_another_split() =>
        Assert.NotEqual(RandomSplit.Of(100, Shares, 1).Train, RandomSplit.Of(100, Shares, 2).Train);

    [Fact]
    public void Strata_keep_their_mix_in_every_part() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 300], Gen.Int)
            .Sample(
                (strata, seed) =>
                {
                    var split = StratifiedSplit.Of(strata, Shares, seed);
                    Assert.Equal(Enumerable.Range(0, strata.Length), All(split).Order());
                    foreach (var stratum in strata.Distinct())
                    {
                        var size = strata.Count(s => s == stratum);
                        Assert.InRange(split.Train.Count(row => strata[row] == stratum), .6 * size - 1, .6 * size + 1);
                        Assert.InRange(split.Test.Count(row => strata[row] == stratum), .1 * size - 1, .1 * size + 1);
                    }
                }
            );

    [Fact]
    public void Groups_stay_whole() =>
        Gen.Select(Gen.Int[0, 20].Select(g => $"g{g}").Array[1, 300], Gen.Int)
            .Sample(
                (groups, seed) =>
                {
                    var split = GroupSplit.Of(groups, Shares, seed);
                    Assert.Equal(Enumerable.Range(0, groups.Length), All(split).Order());
                    var report = LeakageCheck.Verify(split, groups);
                    Assert.True(report.Passed, string.Join('\n', report.Lines()));
                    var largest = groups.CountBy(g => g).Max(g => g.Value);
                    Assert.InRange(split.Train.Count, .6 * groups.Length - largest, .6 * groups.Length + largest);
                }
            );

    [Fact]
    public void Cases_are_split_by_their_place()
    {
        var cases = Enumerable
            .Range(0, 10)
            .Select(i => new Case<int, bool>(DateTimeOffset.UnixEpoch, i, true, DateTimeOffset.UnixEpoch, "g"))
            .ToList();
        var split = RandomSplit.Of(10, Shares, 3);
        var data = split.Of(new("d", "s", 10, ""), cases);
        Assert.Equal(split.Train, data.Past.Train.Select(c => c.Request));
        Assert.Equal(split.Validation, data.Past.Validation.Select(c => c.Request));
        Assert.Equal(split.Test, data.Test.Select(c => c.Request));
        Assert.Equal(split.Rehearsal, data.Rehearsal.Select(c => c.Request));
        Assert.Contains("does not protect from knowing the future", data.Split);
    }

    [Theory]
    [InlineData(0, .5, .5)]
    [InlineData(.5, .6, -.1)]
    [InlineData(.5, .2, .2)]
    [InlineData(double.NaN, .5, .5)]
    public void Shares_that_are_not_1_together_are_refused(double train, double validation, double test) =>
        Assert.Throws<ArgumentException>(() => new SplitShares(train, validation, test));

    private static IEnumerable<int> All(RowSplit split) =>
        [.. split.Train, .. split.Validation, .. split.Test, .. split.Rehearsal];
}
