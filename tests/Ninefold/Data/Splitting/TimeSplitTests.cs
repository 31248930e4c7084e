using CsCheck;
using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public class TimeSplitTests
{
    private static readonly long[] Days = [.. Enumerable.Range(0, 10).Select(d => Day(d).ToUnixTimeMilliseconds())];

    [Fact]
    public void Rows_fall_into_their_period()
    {
        var split = TimeSplit.At(Days, Day(5), Day(7), Day(9));
        Assert.Equal([0, 1, 2, 3, 4], split.Train);
        Assert.Equal([5, 6], split.Validation);
        Assert.Equal([7, 8], split.Test);
        Assert.Equal([9], split.Rehearsal);
    }

    [Fact]
    public void What_was_not_known_in_time_is_in_no_part()
    {
        var gap = TimeSplit.At(Days, Day(5), Day(7), gap: TimeSpan.FromDays(1));
        Assert.Equal([0, 1, 2, 3], gap.Train);
        Assert.Equal([5], gap.Validation);
        Assert.Equal([7, 8, 9], gap.Test);
        var known = Days.Select(at => at + TimeSpan.FromDays(2).Ticks / TimeSpan.TicksPerMillisecond).ToArray();
        Assert.Equal([0, 1, 2], TimeSplit.At(Days, Day(5), Day(7), known: known).Train);
    }

    [Fact]
    public void Shares_cut_where_the_rows_are_and_keep_the_order_of_time() =>
        Gen.Select(Gen.Long[0, 50].Array[1, 200], Gen.Int[0, 5])
            .Sample(
                (moments, gap) =>
                {
                    var split = TimeSplit.ByShares(moments, new(.6, .2, .1, .1), TimeSpan.FromMilliseconds(gap));
                    var report = LeakageCheck.Verify(split, moments: moments);
                    Assert.True(report.Passed, string.Join('\n', report.Lines()));
                    var test = split
                        .Test.Concat(split.Rehearsal)
                        .Select(row => moments[row])
                        .DefaultIfEmpty(long.MaxValue)
                        .Min();
                    Assert.All(split.Validation, row => Assert.True(moments[row] < test - gap));
                    var all = split.Train.Count + split.Validation.Count + split.Test.Count + split.Rehearsal.Count;
                    if (gap == 0)
                        Assert.Equal(moments.Length, all);
                }
            );

    [Fact]
    public void Without_a_share_for_it_there_is_no_rehearsal()
    {
        var split = TimeSplit.ByShares(Days, new(.6, .2, .2));
        Assert.Equal(
            (6, 2, 2, 0),
            (split.Train.Count, split.Validation.Count, split.Test.Count, split.Rehearsal.Count)
        );
    }

    [Fact]
    public void Periods_out_of_order_are_refused() =>
        Assert.Throws<ArgumentException>(() => TimeSplit.At(Days, Day(7), Day(5)));

    private static DateTimeOffset Day(int day) => new(2024, 5, 1 + day, 0, 0, 0, TimeSpan.Zero);
}
