using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using Ninefold.Tests.Data;
using Ninefold.Tests.Data.Observations;

namespace Ninefold.Tests.Features.Views;

/// <summary>The contract on a real redis-server, and what happens when that is away, slow or begins anew.</summary>
public sealed class RedisViewsTests : ViewStoreContract, IDisposable
{
    private readonly RedisServer server = new();
    private readonly TemporaryFolder temporary = new();
    private readonly LogFolder folder = new();
    private bool started;

    public void Dispose()
    {
        server.Dispose();
        temporary.Dispose();
        folder.Dispose();
    }

    internal override async Task<IViewStore> OpenAsync()
    {
        if (!started)
            await server.StartAsync();
        started = true;
        var store = await ConnectAsync(Guid.NewGuid().ToString("n"), TimeSpan.FromSeconds(30));
        await store.FollowAsync(new ObservationReader(Path.Combine(temporary.Path, "empty")), Cancellation);
        return store;
    }

    [Fact]
    public async Task Away_at_the_start_the_past_answers_and_says_how_old_it_is()
    {
        RedisServer.Require();
        await using var log = await folder.OpenAsync();
        await using var store = await ConnectAsync();
        var past = Enumerable.Range(0, 20).Select(i => Some(i, new(i)) with { Item = "x" }).ToList();
        Assert.True(await FillAsync(store, Taken, past));
        await store.FollowAsync(log.Reader, Cancellation);
        Assert.Contains($"Redis at {server.Address} did not answer", store.Problem);
        var (count, stale) = await ReadAsync(store);
        Assert.Equal(20, count);
        Assert.True(stale > TimeSpan.Zero);
        var added = Some(20, new(1)) with { Item = "x" };
        await log.AppendAsync([added], Cancellation);
        await store.AddAsync([added]);
        Assert.Equal(21, (await ReadAsync(store)).Count);

        await server.StartAsync();
        await RecoverAsync(store, log);
        Assert.Equal((21, null), await ReadAsync(store));
        // Another server, which never had any of it.
        await using var other = await ConnectAsync();
        await other.FollowAsync(log.Reader, Cancellation);
        Assert.Equal((21, null), await ReadAsync(other));
    }

    [Fact]
    public async Task Killed_while_scoring_and_begun_anew_it_has_all_again()
    {
        await server.StartAsync();
        await using var log = await folder.OpenAsync();
        await using var store = await ConnectAsync();
        await FillAsync(store, Taken, [.. Enumerable.Range(0, 20).Select(i => Some(i, new(i)) with { Item = "x" })]);
        await store.FollowAsync(log.Reader, Cancellation);
        var next = 20;
        await ScoreAsync(50, expectStale: false);
        server.Kill();
        await ScoreAsync(50, expectStale: true);
        await server.StartAsync(); // empty
        await Task.Delay(1500, Cancellation); // connected again, and still nothing is taken for whole
        await ScoreAsync(50, expectStale: true);
        await RecoverAsync(store, log);
        Assert.Equal((next, null), await ReadAsync(store));
        await ScoreAsync(20, expectStale: false);

        async Task ScoreAsync(int times, bool expectStale)
        {
            for (var i = 0; i < times; i++)
            {
                var added = Some(next++, new(i)) with { Item = "x" };
                await log.AppendAsync([added], Cancellation);
                await store.AddAsync([added]);
                var (count, stale) = await ReadAsync(store);
                Assert.Equal(next, count); // also while Redis is away: this process knows
                Assert.Equal(expectStale, stale is not null);
            }
        }
    }

    [Fact]
    public async Task While_it_answers_nothing_reads_come_from_what_was_last_known()
    {
        await server.StartAsync();
        await using var log = await folder.OpenAsync();
        await using var store = await ConnectAsync(within: TimeSpan.FromMilliseconds(200));
        var observations = Enumerable.Range(0, 30).Select(i => Some(i, new(i)) with { Item = "x" }).ToList();
        await log.AppendAsync(observations, Cancellation);
        await store.FollowAsync(log.Reader, Cancellation);
        Assert.Equal((30, null), await ReadAsync(store));
        server.Pause();
        var (count, stale) = await ReadAsync(store); // comes back though Redis never does
        Assert.Equal(30, count);
        Assert.NotNull(stale);
        var added = Some(30, new(1)) with { Item = "x" };
        await log.AppendAsync([added], Cancellation);
        await store.AddAsync([added]);
        Assert.Equal(31, (await ReadAsync(store)).Count);
        server.Resume();
        await RecoverAsync(store, log);
        Assert.Equal((31, null), await ReadAsync(store));
    }

    [Fact]
    public async Task A_history_is_read_as_last_known_while_it_is_away()
    {
        await server.StartAsync();
        await using var log = await folder.OpenAsync();
        await using var store = await ConnectAsync();
        var observations = Enumerable.Range(0, 9).Select(i => Some(i, new(i)) with { Subject = "ann", Item = "x" });
        await log.AppendAsync([.. observations], Cancellation);
        await store.FollowAsync(log.Reader, Cancellation);
        var whole = await store.ReadAsync(Had, "ann", Known, Start.AddDays(9));
        Assert.Equal((9, null), (whole.Rows.Length, whole.Stale));
        Assert.Null(await store.AskAsync());
        server.Kill();
        Assert.Contains($"Redis at {server.Address} did not answer", await store.AskAsync()); // though nothing was read
        var added = Some(9, new(1)) with { Subject = "ann", Item = "x" };
        await log.AppendAsync([added], Cancellation);
        await store.AddAsync([added]);
        var known = await store.ReadAsync(Had, "ann", Known, Start.AddDays(9));
        Assert.Equal(10, known.Rows.Length);
        Assert.NotNull(known.Stale);
        await server.StartAsync(); // empty
        await RecoverAsync(store, log);
        var again = await store.ReadAsync(Had, "ann", Known, Start.AddDays(9));
        Assert.Equal((10, null), (again.Rows.Length, again.Stale));
        Assert.Equal(known.Rows.ToArray(), again.Rows.ToArray());
        Assert.Null(await store.AskAsync());
    }

    [Fact]
    public async Task One_that_answers_nothing_is_told_though_nobody_reads()
    {
        await server.StartAsync();
        await using var store = await ConnectAsync();
        await store.FollowAsync(folder.Reader, Cancellation);
        Assert.Null(await store.AskAsync());
        server.Pause();
        Assert.Contains("did not answer", await store.AskAsync());
        server.Resume();
    }

    [Fact]
    public async Task A_past_that_was_taken_up_in_part_goes_on_from_there()
    {
        await server.StartAsync();
        var state = new ViewState(Taken);
        for (var i = 0; i < 2_000; i++)
            state.Add(Some(i, new(i)) with { Item = $"thing {i}" });
        var past = state.Past();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var (first, second) = (new List<double>(), new List<double>());
        await using (var store = await ConnectAsync())
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                store.FillAsync(Taken, "a", () => past, new Reports(first, stop), stop.Token)
            );
        Assert.Equal([.25], first);
        await using var again = await ConnectAsync();
        Assert.True(await again.FillAsync(Taken, "a", () => past, new Reports(second, null), Cancellation));
        Assert.Equal([.5, .75, 1], second);
        await again.FollowAsync(folder.Reader, Cancellation);
        var wanted = past.Entities.Select(e => (Taken, e)).ToArray();
        Assert.Equal(2_000, (await again.ReadAsync(wanted, Start.AddDays(9))).Sum(r => r.All[0]));
    }

    [Theory]
    [InlineData("127.0.0.1:6379", true)]
    [InlineData("redis.example:1", true)]
    [InlineData("redis", false)]
    [InlineData(":6379", false)]
    [InlineData("redis:0", false)]
    [InlineData("redis:65536", false)]
    public void An_address_is_a_host_and_a_port(string text, bool expected) =>
        Assert.Equal(expected, RedisSettings.IsAddress(text));

    private static async Task<(double Count, TimeSpan? Stale)> ReadAsync(RedisViews store)
    {
        var read = (await store.ReadAsync([(Taken, "x"), (Spent, "ann")], Start.AddDays(9)))[0];
        return (read.All[0], read.Stale);
    }

    /// <summary>As a server that looks every so often.</summary>
    private static async Task RecoverAsync(RedisViews store, ObservationLog log)
    {
        do
        {
            await Task.Delay(100, Cancellation);
            await store.FollowAsync(log.Reader, Cancellation);
        } while (store.Problem is not null);
    }

    private Task<RedisViews> ConnectAsync(string system = "test", TimeSpan? within = null) =>
        RedisViews.OpenAsync(
            Served,
            new(server.Address, within ?? TimeSpan.FromSeconds(2), system, temporary.Path),
            TimeProvider.System,
            Cancellation
        );

    /// <summary>Stops the work after its first report.</summary>
    private sealed class Reports(List<double> seen, CancellationTokenSource? stop) : IProgress<double>
    {
        public void Report(double value)
        {
            seen.Add(value);
            stop?.Cancel();
        }
    }
}
