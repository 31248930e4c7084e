using CsCheck;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class EntityLogTests
{
    [Fact]
    public void It_is_a_sorted_list_without_repetitions_of_what_is_not_too_old_and_one_more() =>
        Gen.Select(Gen.Select(Gen.Long[0, 30], Gen.ULong[0, 5]).Array[0, 50], Gen.OneOf<long?>(null, 0, 3, 12))
            .Sample(
                (rows, keep) =>
                {
                    var log = new EntityLog();
                    var naive = new List<(long At, ulong Id)>();
                    foreach (var (at, id) in rows)
                    {
                        Assert.True(log.Add(new(at, at + id / 10.0, id + 1, id), keep));
                        if (!naive.Contains((at, id)))
                            naive.Add((at, id));
                        naive = [.. naive.OrderBy(r => r.At)];
                        naive.RemoveRange(0, Math.Max(0, naive.Count(r => r.At < naive[^1].At - keep) - 1));
                    }
                    var (moments, values, counterparts, ids, tiles) = log.Copy();
                    Assert.Equal(naive.OrderBy(r => r.At), moments.Zip(ids));
                    Assert.Equal(moments.Zip(ids, (at, id) => at + id / 10.0), values);
                    Assert.Equal(ids.Select(i => i + 1), counterparts);
                    Assert.Empty(tiles);
                    Assert.Equal(0, log.Refused);
                }
            );

    [Fact]
    public void A_read_writes_window_by_window_what_is_strictly_earlier()
    {
        var view = new FeatureView("v")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count, Aggregate.Max],
            Windows = [Window.Sliding(TimeSpan.FromMilliseconds(5)), Window.AllTime],
            MaxAge = TimeSpan.FromMilliseconds(8),
        };
        var log = new EntityLog(new([1, 6, 10, 11], [9, 2, 3, 4], [1, 1, 1, 1], [1, 2, 3, 4], []));
        var values = new double[4];
        Assert.Equal(TimeSpan.FromMilliseconds(1), log.Read(view, 11, values));
        Assert.Equal([2, 3, 3, 9], values);
        Assert.Equal(TimeSpan.FromMilliseconds(9), log.Read(view, 20, values));
        Assert.All(values, v => Assert.True(double.IsNaN(v)));
        Assert.Null(log.Read(view, 1, values));
        Assert.Equal([0, double.NaN, 0, double.NaN], values);
    }
}
