using CsCheck;
using Ninefold.Data.Storage;
using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class TiledLogTests
{
    private static readonly FeatureView Spent = new("spent")
    {
        Kinds = ["paid"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count, Aggregate.Sum, Aggregate.ApproximateDistinctCount(4), Aggregate.TopShare()],
        Windows = [Window.Sawtooth(Time(100), Time(10)), Window.Tumbling(Time(50)), Window.AllTime],
        Lateness = Time(20),
    };

    [Fact]
    public void In_tiles_values_are_those_of_all_rows_while_observations_come_late() =>
        Gen.Select(TiledView, Arrivals)
            .Sample(t =>
            {
                var (view, stream) = t;
                var state = new ViewState(view);
                var next = 0;
                for (var now = 0L; now <= Latest + 20; now++)
                {
                    var last = Array.FindLastIndex(stream, o => o.At < Moment(now));
                    while (next <= last)
                        state.Add(stream[next++]);
                    if (now % 7 == 0)
                        state = ViewState.Of(view, state.Past(trim: now % 2 == 0)); // as if started again
                    foreach (var entity in Entities(view))
                        AssertEqual(
                            view,
                            ReferenceView.Values(view, stream, entity, now),
                            state.Read(entity, Moment(now)).All,
                            $"of {entity} at {now}"
                        );
                }
                Assert.Equal(0, state.Refused);
            });

    [Fact]
    public void What_is_kept_does_not_grow_with_the_stream()
    {
        var log = new TiledLog(TilePlan.Of(Spent)!);
        var random = new Random(2);
        var bytes = 0;
        for (var i = 1; i <= 40_000; i++)
        {
            Add(log, i / 4 - random.Next(20), (ulong)i, (ulong)(i % 500));
            if (i % 2_000 != 0)
                continue;
            var kept = log.Copy();
            // Ten hops and two at the edges, three for lateness; two tumbling ones and those of lateness; one for all time.
            Assert.InRange(log.TileCount, 10, 17);
            Assert.InRange(kept.At.Length, 0, 21 * 8);
            bytes = Math.Max(bytes, kept.Tiles.Length);
        }
        Assert.InRange(bytes, 1, 17 * (9 * 8 + 17 + 64 * 10 + 30));
        var values = new double[12];
        log.Read(Spent, 10_001, values);
        Assert.Equal(40_000, values[8]);
        Assert.Equal(0, log.Refused);
    }

    [Fact]
    public void A_late_or_repeated_one_counts_once_within_the_bound_and_is_refused_and_counted_beyond_it()
    {
        var log = new TiledLog(TilePlan.Of(Spent)!);
        foreach (var at in new[] { 10, 15, 40 })
            Assert.True(Add(log, at, (ulong)at));
        Assert.True(Add(log, 20, 20)); // as late as may be
        Assert.True(Add(log, 20, 20)); // there already
        Assert.True(Add(log, 40, 40));
        Assert.Equal(0, log.Refused);
        Assert.False(Add(log, 19, 19));
        Assert.False(Add(log, 15, 15)); // cannot be told from a new one
        Assert.Equal(2, log.Refused);
        Assert.Equal([15, 20, 40], log.Copy().At);
        var values = new double[12];
        Assert.Equal(Time(1), log.Read(Spent, 41, values));
        Assert.Equal([4, 4, 4], [values[0], values[4], values[8]]);
        // 15 is still a row, since it tells how old the latest is at the bound itself.
        Assert.Equal(Time(5), log.Read(Spent, 20, values));
        Assert.Equal(2, values[0]);
        log.Read(Spent, 19, values);
        Assert.All(values, v => Assert.Equal(double.NaN, v)); // what is in tiles may be later than that
    }

    [Fact]
    public void It_goes_on_from_its_copy_and_from_that_of_a_log_of_rows()
    {
        var plan = TilePlan.Of(Spent)!;
        var (log, rows) = (new TiledLog(plan), new EntityLog());
        for (var at = 0; at < 300; at++)
        {
            Add(log, at, (ulong)at, (ulong)at % 9);
            rows.Add(new(at, 1, (ulong)at % 9, (ulong)at), null);
        }
        var again = new TiledLog(plan, log.Copy());
        var folded = new TiledLog(plan, rows.Copy());
        Assert.Equal(rows.Copy().At, folded.Copy().At); // until the next one comes
        folded.Fold();
        Assert.Equivalent(log.Copy(), again.Copy(), strict: true);
        Assert.Equivalent(log.Copy(), folded.Copy(), strict: true);
        Assert.False(Add(again, 270, 1_000));
        Assert.Equal(1, again.Refused);
    }

    [Fact]
    public void Tiles_go_out_with_a_release_and_make_it_another_one()
    {
        var state = new ViewState(Spent, keepsAll: true);
        for (var i = 0; i < 400; i++)
            state.Add(Of($"o{i}", i, $"s{i % 3}", $"x{i % 11}", i % 5));
        var past = state.Past(trim: true);
        Assert.InRange(past.Count, 3, 40);
        var stored = PartSerializer.Read<ViewPast>(PartSerializer.Write(past));
        Assert.Equal(past.Fingerprint, stored.Fingerprint);
        Assert.NotEqual(
            past.Fingerprint,
            (state.Past(trim: true) with { Tiles = [.. past.Tiles!.Reverse()] }).Fingerprint
        );
        var live = ViewState.Of(Spent, stored);
        foreach (var entity in new[] { "s0", "s1", "s2", "nobody" })
            Assert.Equal(state.Read(entity, Moment(400)).All.ToArray(), live.Read(entity, Moment(400)).All.ToArray());
    }

    [Fact]
    public void Another_lateness_takes_nothing_that_may_be_in_a_tile()
    {
        var log = new TiledLog(TilePlan.Of(Spent)!);
        foreach (var at in new[] { 10, 15, 100 })
            Add(log, at, (ulong)at);
        var later = new TiledLog(TilePlan.Of(Spent with { Lateness = Time(90) })!, log.Copy());
        Assert.False(later.Add(new(79, 1, 0, 79), 90));
        Assert.True(later.Add(new(80, 1, 0, 80), 90));
        Assert.Equal(1, later.Refused);
    }

    [Fact]
    public void Damaged_tiles_are_refused()
    {
        var plan = TilePlan.Of(Spent)!;
        var log = new TiledLog(plan);
        for (var at = 0; at < 100; at++)
            Add(log, at, (ulong)at);
        var whole = log.Copy();
        foreach (byte[] tiles in new byte[][] { [9, .. whole.Tiles[1..]], whole.Tiles[..^3], [.. whole.Tiles, 0] })
            Assert.Throws<InvalidDataException>(() => new TiledLog(plan, whole with { Tiles = tiles }));
    }

    private static bool Add(TiledLog log, long at, ulong id, ulong other = 0) =>
        log.Add(new(at, 1, other, id), (long)Spent.Lateness.TotalMilliseconds);
}
