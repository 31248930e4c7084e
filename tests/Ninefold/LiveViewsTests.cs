using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using Ninefold.Tests.Features.Views;

namespace Ninefold.Tests;

public sealed class LiveViewsTests : IDisposable
{
    private static readonly FeatureView View = ViewStoreContract.Taken with { Name = "seen", Kinds = ["take"] };

    private readonly TinyHome home = new(new TinySystem { MoreViews = [View] });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Checkpoint =>
        ViewCheckpoint.PathOf(Path.Combine(home.Workspace.ObservationFolder("tiny"), "views"), View);

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task They_are_made_durable_after_enough_observations_and_at_a_clean_stop()
    {
        await using var log = await OpenLogAsync();
        await using (var views = await OpenAsync(log))
        {
            await AddAsync(views, log, 0, 10);
            await views.WatchAsync(Cancellation);
            Assert.False(File.Exists(Checkpoint));
            for (var i = 0; i < LiveViews.SaveAfter / 10_000; i++)
                await AddAsync(views, log, 10 + i * 10_000, 10_000);
            await views.WatchAsync(Cancellation);
            Assert.Equal(10 + LiveViews.SaveAfter, ViewCheckpoint.Read(Checkpoint, _ => { })!.Position);
            await AddAsync(views, log, 10 + LiveViews.SaveAfter, 5);
        }
        Assert.Equal(15 + LiveViews.SaveAfter, ViewCheckpoint.Read(Checkpoint, _ => { })!.Position);
        await using var again = await OpenAsync(log);
        Assert.Equal(15 + LiveViews.SaveAfter, await CountAsync(again));
    }

    [Fact]
    public async Task A_server_that_starts_again_knows_what_was_observed_and_all_releases_share_it()
    {
        await home.TrainAsync();
        await using (var live = await home.ServeAsync())
            await live.ObserveAsync([Take(1), Take(2), Take(2)], Cancellation);
        Assert.True(File.Exists(Checkpoint));
        File.WriteAllText(Checkpoint, "damaged");
        await using (var live = await home.ServeAsync())
        {
            Assert.Contains("All of the log is read instead.", live.Problem);
            await live.WatchAsync(Cancellation);
            Assert.Null(live.Problem);
        }
        await using var log = await OpenLogAsync();
        await using var views = await OpenAsync(log);
        Assert.Equal(2, await CountAsync(views));
    }

    [Fact]
    public async Task A_redis_that_is_away_is_told_and_does_not_keep_a_system_from_answering()
    {
        using var redis = new RedisServer(); // not started
        using var away = new TinyHome(
            new TinySystem { MoreViews = [View] },
            new() { Threads = 2, Redis = redis.Address }
        );
        await away.TrainAsync();
        await using var live = await away.ServeAsync();
        Assert.Contains($"Redis at {redis.Address} did not answer", live.Problem);
        await live.ObserveAsync([Take(1)], Cancellation);
        var answer = await live.PredictAsync("""{"user":"u01"}"""u8.ToArray(), false, Cancellation);
        Assert.False(answer.Fallback);
    }

    private Task<ObservationLog> OpenLogAsync() =>
        ObservationLog.OpenAsync(home.Workspace.ObservationFolder("tiny"), home.Clock, cancellation: Cancellation);

    private async Task<LiveViews> OpenAsync(ObservationLog log)
    {
        var views = await LiveViews.OpenAsync(home.System, home.Workspace, log, Cancellation);
        await views.FillAsync([], Cancellation);
        return views;
    }

    private async Task AddAsync(LiveViews views, ObservationLog log, int from, int count)
    {
        var batch = Enumerable.Range(from, count).Select(Take).ToList();
        await log.AppendAsync(batch, Cancellation);
        await views.AddAsync(batch);
    }

    private Observation Take(int i) =>
        TinyHome.Take("u01", "x", home.Clock.Now.AddDays(-1).AddMilliseconds(i), $"r{i}");

    private async Task<double> CountAsync(LiveViews views) =>
        (await views.Store.ReadAsync([(View, "x")], home.Clock.Now))[0].All[0];
}
