using Ninefold.Data;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Tests.Data;
using Ninefold.Tests.Monitoring;

namespace Ninefold.Tests;

/// <summary>A home folder for <see cref="TinySystem"/> with a clock of its own, half a year after its data.</summary>
internal sealed class TinyHome : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TinyHome(TinySystem? system = null, NinefoldOptions? options = null)
    {
        System = system ?? new();
        Workspace = new((options ?? new() { Threads = 2 }) with { Home = folder.Path }, Clock);
    }

    public TinySystem System { get; }

    public Workspace Workspace { get; }

    public ManualClock Clock { get; } = new();

    public string Path => folder.Path;

    public SystemEngine Engine => System.Open(Workspace);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TinyHome> TrainedAsync(TinySystem? system = null)
    {
        var home = new TinyHome(system);
        await home.TrainAsync();
        return home;
    }

    /// <summary>Trains; another system, seed or token than the home's may be given.</summary>
    public Task<RunReport> TrainAsync(
        TinySystem? system = null,
        int seed = 42,
        IRunLog? log = null,
        CancellationToken? cancellation = null
    )
    {
        Clock.Now += TimeSpan.FromMinutes(1); // the ids of runs begin with the time
        var workspace = new Workspace(Workspace.Options with { Seed = seed }, Clock);
        return (system ?? System).Open(workspace).TrainAsync(log ?? new SilentRunLog(), cancellation ?? Cancellation);
    }

    /// <summary>A run outside any training.</summary>
    public Run NewRun(
        int seed = 1,
        string code = "code",
        CancellationToken? cancellation = null,
        LoggedValues? logged = null
    ) =>
        new(
            new RunOptions(
                "run",
                seed,
                Threads: 1,
                Quick: false,
                code,
                new DataRequest(null, new Dictionary<string, string>(), Path, null),
                System.Features,
                new SilentRunLog(),
                cancellation ?? Cancellation
            )
            {
                Time = Clock,
                Logged = logged,
            },
            Workspace.Database,
            Workspace.Artifacts
        );

    public Task<RehearsalReport> RehearseAsync(IRunLog? log = null, CancellationToken? cancellation = null) =>
        Engine.RehearseAsync(log ?? new SilentRunLog(), cancellation ?? Cancellation);

    public Task<LiveSystem> ServeAsync() => Engine.ServeAsync(Cancellation);

    /// <summary>Makes what is the challenger the champion.</summary>
    public void Promote() =>
        Workspace.Releases.Point(System.Id, ReleaseStore.Champion, Release(ReleaseStore.Challenger).Id, "test");

    public Release Release(string name) => Workspace.Releases.Get(System.Id, name);

    public LiveRelease<TinySystem.Parts> Load(string name) =>
        LiveRelease<TinySystem.Parts>.Load(System, Release(name), Workspace);

    public string ArtifactPath(string sha256) => global::System.IO.Path.Combine(Path, "artifacts", sha256[..2], sha256);

    public static Observation Take(string user, string item, DateTimeOffset at, string? request = null) =>
        new()
        {
            Id = $"{request}:{user}:{item}:{at:o}",
            System = "tiny",
            Kind = "take",
            At = at,
            RequestId = request,
            Subject = user,
            Item = item,
        };

    public void Dispose() => folder.Dispose();
}
