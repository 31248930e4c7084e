using System.Collections.Concurrent;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Templates;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Hosting.Tests.Server;

public sealed class ServedSystemTests
{
    private const string Path = "/v1/systems/sample/predict";
    private const string Good = """{"district":"hill","squareMetres":50}""";

    [Fact]
    public async Task Releases_are_swapped_under_load_without_a_failed_request()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        await using var server = await SampleServer.StartAsync(home);
        using var enough = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, int>();
        var clients = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!enough.IsCancellationRequested)
                    {
                        var (status, body) = await server.PostAsync(Path, Good);
                        Assert.Equal(200, status);
                        Assert.False(body.GetProperty("fallback").GetBoolean());
                        seen.AddOrUpdate(body.GetProperty("release").GetString()!, 1, (_, n) => n + 1);
                    }
                })
            )
            .ToList();
        for (var i = 0; i < 10; i++)
        {
            var alias = i % 2 == 0 ? "heuristic" : "challenger";
            var (status, body) = await server.PostAsync($"/v1/systems/sample/releases/{alias}/promote", "");
            Assert.Equal(200, status);
            var (_, answer) = await server.PostAsync(Path, Good); // what was promoted answers from here on
            Assert.Equal(body.GetProperty("champion").GetString(), answer.GetProperty("release").GetString());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(2, seen.Count);
        Assert.Equal(0, server.Served.Live!.Statistics.Failures);
    }

    [Fact]
    public async Task What_another_process_trains_or_promotes_is_taken_up_without_a_restart()
    {
        await using var home = new TrainedHome();
        await using var server = await SampleServer.StartAsync(home);
        Assert.Equal(ServingState.NotTrained, server.Served.State);
        Assert.Equal(503, (await server.PostAsync(Path, Good)).Status);

        await home.InitializeAsync(); // trains, and promotes the learned release
        await UntilAsync(() => server.Served.Live?.Release == home.Champions.Current!.Id);
        Assert.Equal(200, (await server.PostAsync(Path, Good)).Status);

        var heuristic = await home.RunAsync("releases", "promote", "sample", "heuristic");
        Assert.Equal(0, heuristic.Code);
        await UntilAsync(() => server.Served.Live?.Release == home.Champions.Current!.Id);
    }

    [Fact]
    public async Task A_release_that_cannot_be_loaded_is_tried_less_and_less_often_and_another_one_at_once()
    {
        using var home = new CountedHome();
        await home.OutputAsync("train", "counted-flats");
        var (clock, loads) = (new ManualClock(), 0);
        var workspace = new Workspace(new() { Home = home.Folder }, clock);
        var part = home.Champions.Current!.Parts["Rents"].Sha256;
        var file = global::System.IO.Path.Combine(home.Folder, "artifacts", part[..2], part);
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, "damaged", TestContext.Current.CancellationToken);
        await using var served = new ServedSystem(home.Counted.Open(workspace), workspace);

        await TicksAsync(1);
        var each = loads;
        Assert.True(each > 0);
        Assert.Equal(ServingState.Broken, served.State);
        Assert.Contains("is tried again at 00:00:05 UTC, or once another release", served.Problem);
        // A tick a second for 20 minutes: after 5, 15, 35, 75, 155 and 315 seconds, then every 300.
        await TicksAsync(20 * 60);
        Assert.Equal(9 * each, loads);

        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        await TicksAsync(1);
        Assert.Equal(9 * each, loads);
        workspace.Releases.Point("counted-flats", "champion", home.Champions.Current!.Id, "repaired");
        await TicksAsync(1);
        Assert.Equal((ServingState.Ready, null), (served.State, served.Problem));

        async Task TicksAsync(int count)
        {
            var before = home.Counted.Loads;
            for (var i = 0; i < count; i++, clock.Now += TimeSpan.FromSeconds(1))
                await served.RefreshAsync(TestContext.Current.CancellationToken);
            loads += home.Counted.Loads - before;
        }
    }

    [Fact]
    public async Task What_is_not_trained_is_not_opened_every_time()
    {
        using var home = new CountedHome();
        var workspace = new Workspace(new() { Home = home.Folder }, new ManualClock());
        await using var served = new ServedSystem(home.Counted.Open(workspace), workspace);
        await served.RefreshAsync(TestContext.Current.CancellationToken);
        var log = workspace.ObservationFolder("counted-flats");
        Assert.True(Directory.Exists(log));
        Directory.Delete(log, recursive: true);
        await served.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(log));
        Assert.Equal((ServingState.NotTrained, null), (served.State, served.Problem));

        await home.OutputAsync("train", "counted-flats");
        await served.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ServingState.Ready, served.State);
    }

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class CountedHome : SampleHome
    {
        public CountedFlatsSystem Counted { get; } = new();

        internal override MlSystem System => Counted;
    }

    /// <summary>The sample system; whoever loads a release of it asks for its features.</summary>
    private sealed class CountedFlatsSystem : MlSystem<Flat, Estimate, double, SampleSystem.Parts>
    {
        private readonly SampleSystem sample = new();

        public int Loads { get; private set; }

        public override IReadOnlyList<FeatureSet> Features
        {
            get
            {
                Loads++;
                return [];
            }
        }

        public override Problem Problem => sample.Problem;

        public override IReadOnlyList<Metric<Estimate, double>> Metrics => sample.Metrics;

        public override Operations Operations => sample.Operations;

        public override ValueTask<Estimate> Predict(Flat request, SampleSystem.Parts parts, Call call) =>
            sample.Predict(request, parts, call);

        public override Task<Dataset<Flat, double>> Collect(Run run) => sample.Collect(run);

        public override SampleSystem.Parts Train(Past<Flat, double> past, Run run) => sample.Train(past, run);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 200 && !holds(); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }
}
