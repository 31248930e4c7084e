using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class LastKnownTests
{
    private static readonly FeatureView View = ViewStoreContract.Taken;
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(500);

    [Fact]
    public void Behind_what_was_read_stands_the_past_that_reaches_furthest()
    {
        var known = new LastKnown(View);
        known.Fill(Past("a", 1, 2, 3));
        known.Fill(Past("a", 1, 2)); // of an older release
        Assert.Equal((3, 3), (Count(known, "a"), known.Of("a").At.ToUnixTimeMilliseconds()));
        Assert.Equal(0, Count(known, "b"));
        known.Keep("a", Log(1, 2, 3, 4), At, merges: false);
        Assert.Equal((4, At), (Count(known, "a"), known.Of("a").At));
    }

    [Fact]
    public void What_the_store_may_not_have_is_kept_and_merged_with_what_it_has()
    {
        var known = new LastKnown(View);
        known.Fill(Past("a", 1, 2));
        Add(known, "a", 3, isMissing: false); // never read: the store has it
        Assert.Equal(2, Count(known, "a"));
        Add(known, "a", 3, isMissing: true);
        Assert.Equal(3, Count(known, "a"));
        Assert.Equal(4, Rows(known.Keep("a", Log(1, 2, 4), At, merges: true)));
        Assert.Equal(2, Rows(known.Keep("a", Log(1, 2), At, merges: false)));
    }

    [Fact]
    public void Only_so_many_are_kept_the_latest_of_them()
    {
        var known = new LastKnown(View, most: 10);
        for (var i = 0; i < 25; i++)
            known.Keep($"e{i}", Log(1), At, merges: false);
        Assert.Equal(0, Count(known, "e9"));
        Assert.Equal(1, Count(known, "e10"));
        Assert.Equal(1, Count(known, "e24"));
    }

    private static void Add(LastKnown known, string entity, long at, bool isMissing) =>
        known.Add(entity, new(at, 1, 0, (ulong)at), isMissing);

    private static int Count(LastKnown known, string entity) => Rows(known.Of(entity).Log);

    private static int Rows(EntityLog log) => log.Copy().At.Length;

    private static EntityColumns Log(params long[] at) =>
        new(at, [.. at.Select(_ => 1.0)], [.. at.Select(_ => 0UL)], [.. at.Select(a => (ulong)a)], []);

    private static ViewPast Past(string entity, params long[] at) =>
        new(
            View.Name,
            View.Version,
            [entity],
            [0, at.Length],
            at,
            [.. at.Select(_ => 1.0)],
            [.. at.Select(_ => 0UL)],
            [.. at.Select(a => (ulong)a)]
        );
}
