using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models.Runs;
using static Ninefold.Systems.VideoRecommendation.VideoRecommendationSystem;

[assembly: AssemblyFixture(typeof(Ninefold.Systems.VideoRecommendation.TrainedVideos))]

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>The system trained once on a sample of real ratings, for all tests; skips those where the data cannot be had.</summary>
public sealed class TrainedVideos : IAsyncLifetime
{
    private string? missing;
    private LiveRelease<Parts>? release;
    private Dataset<Visit, Watched>? data;
    private RunReport? report;
    private Run? run;

    internal VideoRecommendationSystem Recommender { get; } = new();

    internal string Home { get; } = Directory.CreateTempSubdirectory("ninefold-").FullName;

    internal Workspace Workspace { get; private set; } = null!;

    internal RunReport Report => Trained(report);

    internal Dataset<Visit, Watched> Data => Trained(data);

    /// <summary>A run that has collected the data.</summary>
    internal Run Run => Trained(run);

    internal LiveRelease<Parts> Release => Trained(release);

    internal LiveRelease<Parts> Heuristic => Load(Report.Heuristic);

    internal Parts Parts => Release.Parts;

    /// <summary>After everything that is in the data.</summary>
    internal DateTimeOffset Now { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var local = Environment.GetEnvironmentVariable("NINEFOLD_DATA");
        Workspace = Open(
            new()
            {
                Home = Home,
                Quick = true,
                LocalData = local,
                Threads = 2,
            }
        );
        try
        {
            report = await Recommender.Open(Workspace).TrainAsync(new SilentRunLog(), CancellationToken.None);
        }
        catch (InvalidDatasetException e) when (e.Message.Contains("cannot be had"))
        {
            missing = string.Join(' ', e.Details);
            return;
        }
        run = NewRun(Workspace);
        data = await Recommender.Collect(run);
        release = Load(report.Release);
        Now = data.Rehearsal.Max(c => c.KnownAt).AddDays(1);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Home, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal LiveRelease<Parts> Load(string id) =>
        LiveRelease<Parts>.Load(Recommender, Workspace.Releases.Get(Recommender.Id, id), Workspace);

    internal static Workspace Open(NinefoldOptions options) => new(options, TimeProvider.System);

    internal Run NewRun(Workspace workspace) =>
        new Training<Visit, Shelf, Watched, Parts>(
            Recommender,
            workspace,
            [],
            new SilentRunLog(),
            CancellationToken.None
        ).NewRun();

    /// <summary>A visit outside of time, so that a busy machine changes nothing, unless the options say otherwise.</summary>
    internal async Task<(Shelf Shelf, Call Call)> VisitAsync(
        Visit visit,
        Parts? parts = null,
        Func<CallOptions, CallOptions>? with = null,
        Action<Call>? seen = null
    )
    {
        var options = new CallOptions(Now, Seed: 1, Release.Store, Recommender.Features);
        var call = new Call(with?.Invoke(options) ?? options);
        seen?.Invoke(call);
        return (await Recommender.Predict(visit, parts ?? Parts, call), call);
    }

    internal static string[] Ids(Shelf shelf) => [.. shelf.Videos.Select(v => v.Id)];

    private T Trained<T>(T? value)
        where T : class
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        return value!;
    }
}
