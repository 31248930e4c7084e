using CsCheck;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public unsafe class NeighborPoolTests
{
    [Fact]
    public void It_keeps_the_closest_in_order_and_follows_each_once_closest_first() =>
        Gen.Select(Gen.Float[-100, 100].Array[1, 90], Gen.Int[1, 40], Gen.Int[1, 40])
            .Sample(t =>
            {
                var (distances, width, followable) = (t.Item1, t.Item2, Math.Min(t.Item2, t.Item3));
                fixed (ulong* memory = new ulong[NeighborPool.Room(width)])
                {
                    var pool = new NeighborPool(memory, width, followable);
                    pool.Clear();
                    var followed = new List<int>();
                    for (var slot = 0; slot < distances.Length; slot++)
                    {
                        var entry = NeighborPool.Entry(distances[slot], slot);
                        if (entry < pool.Worst)
                            pool.Insert(entry);
                        if (slot % 3 == 0 && pool.TryNext(out var next))
                            followed.Add(next);
                    }
                    while (pool.Peek(out var at) is >= 0 and var expected)
                    {
                        Assert.True(pool.TryNext(out var next));
                        Assert.Equal(expected, next);
                        Assert.InRange(at, 0, followable - 1);
                        followed.Add(next);
                    }
                    Assert.False(pool.TryNext(out _));
                    Assert.Equal(followed.Distinct(), followed);
                    var best = Enumerable.Range(0, distances.Length).OrderBy(i => distances[i] + 0f).ThenBy(i => i);
                    var kept = new List<int>();
                    for (var i = 0; i < width && pool[i] != ulong.MaxValue; i++)
                        kept.Add(NeighborPool.Slot(pool[i]));
                    Assert.Equal(best.Take(width), kept);
                    Assert.Subset(followed.ToHashSet(), kept.Take(followable).ToHashSet());
                }
            });

    [Fact]
    public void An_entry_keeps_its_distance_and_orders_by_it() =>
        Gen.Select(Gen.Float[-1e30f, 1e30f], Gen.Float[-1e30f, 1e30f])
            .Sample(t =>
            {
                var (a, b) = t;
                Assert.Equal(a, NeighborPool.Distance(NeighborPool.Entry(a, 5)));
                if (a != b)
                    Assert.Equal(a < b, NeighborPool.Entry(a, 9) < NeighborPool.Entry(b, 5));
            });
}
