using Ninefold.Data;
using Ninefold.Features.Views;
using Ninefold.Tests.Data;
using Ninefold.Tests.Data.Observations;
using Ninefold.Tests.Monitoring;
using StackExchange.Redis;
using static Ninefold.Tests.Features.Views.ViewStoreContract;

namespace Ninefold.Tests.Features.Views;

/// <summary>On a real redis-server.</summary>
public sealed class RedisFoldTests : IDisposable
{
    private static readonly DateTimeOffset Start = Some(0, new(0)).At;

    private readonly RedisServer server = new();
    private readonly TemporaryFolder temporary = new();
    private readonly LogFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        server.Dispose();
        temporary.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Rows_of_views_in_tiles_are_folded_so_that_they_do_not_grow()
    {
        await server.StartAsync();
        await using var log = await folder.OpenAsync();
        var clock = new ManualClock();
        await using var store = await ConnectAsync(clock);
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var twin = new ViewState(Swept);
        await FollowAsync(0, 600); // as taken up by a Redis that has just begun
        Assert.Equal(600, await RowsAsync(redis)); // other servers may still have to bring what is older
        clock.Now += Swept.Lateness;
        await FollowAsync(600, 600);
        Assert.InRange(await RowsAsync(redis), 20, 25); // those of the lateness, and the one before
        for (var from = 1200; from < 3000; from += 600)
        {
            await FollowAsync(from, 600);
            Assert.InRange(await RowsAsync(redis), 20, 25);
        }
        Assert.Equal(1, await store.AddAsync([Of(100)])); // such a late one is refused, as the twin does
        Assert.False(twin.Add(Of(100)));
        foreach (var before in new[] { 3000, 2990, 2981, 4000 })
        {
            var read = (await store.ReadAsync([(Swept, "ann")], Start.AddMinutes(before)))[0].All.ToArray();
            foreach (var (expected, value) in twin.Read("ann", Start.AddMinutes(before)).All.ToArray().Zip(read))
                Assert.Equal(expected, value, 1e-9);
        }

        Observation Of(int i) => Some(i, new(i)) with { Id = $"of {i}", Subject = "ann" };

        async Task FollowAsync(int from, int count)
        {
            var some = Enumerable.Range(from, count).Select(Of).ToList();
            foreach (var one in some)
                Assert.True(twin.Add(one));
            await log.AppendAsync(some, Cancellation);
            Assert.Equal(0, await store.FollowAsync(log.Reader, Cancellation));
            Assert.Null(store.Problem);
        }
    }

    [Fact]
    public async Task Servers_that_add_and_fold_at_once_lose_nothing()
    {
        await server.StartAsync();
        var clock = new ManualClock();
        await using var log = await folder.OpenAsync();
        await using var folding = await ConnectAsync(clock);
        await using var adding = await ConnectAsync(clock);
        var all = Enumerable.Range(0, 1500).Select(i => Some(i, new(i)) with { Subject = "ann" }).ToList();
        foreach (var batch in all.Chunk(10))
        {
            var (logged, elsewhere) = (batch.Where((_, i) => i % 2 == 0).ToList(), batch.Where((_, i) => i % 2 == 1));
            await log.AppendAsync(logged, Cancellation);
            clock.Now += TimeSpan.FromMinutes(1); // it begins to fold after the lateness
            var following = folding.FollowAsync(log.Reader, Cancellation);
            foreach (var one in elsewhere)
                Assert.Equal(0, await adding.AddAsync([one]));
            Assert.Equal(0, await following);
        }
        Assert.Null(folding.Problem);
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        Assert.InRange(await RowsAsync(redis), 20, 100);
        var read = (await folding.ReadAsync([(Swept, "ann")], Start.AddDays(9)))[0];
        Assert.Equal(all.Count, read[Swept.Aggregates[0], Window.AllTime]);
    }

    /// <summary>Of ann in the view in tiles.</summary>
    private static Task<long> RowsAsync(ConnectionMultiplexer redis) =>
        redis.GetDatabase().SortedSetLengthAsync($"ninefold:test:swept:{Swept.Version}:e:ann");

    private Task<RedisViews> ConnectAsync(TimeProvider clock) =>
        RedisViews.OpenAsync(
            Served,
            new(server.Address, TimeSpan.FromSeconds(2), "test", temporary.Path),
            clock,
            Cancellation
        );
}
