using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models.Runs;
using static Ninefold.Systems.TextSearch.TextSearchSystem;

[assembly: AssemblyFixture(typeof(Ninefold.Systems.TextSearch.TrainedSearch))]

namespace Ninefold.Systems.TextSearch;

/// <summary>The system trained once, for all tests, on a small collection that comes in as a user's own would.</summary>
public sealed class TrainedSearch : IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("ninefold-").FullName;

    internal TextSearchSystem System { get; } = new();

    internal Workspace Workspace { get; private set; } = null!;

    internal RunReport Report { get; private set; } = null!;

    internal Dataset<SearchQuery, Judgements> Data { get; private set; } = null!;

    /// <summary>A run that has collected the data.</summary>
    internal Run Run { get; private set; } = null!;

    internal LiveRelease<Parts> Release { get; private set; } = null!;

    internal Parts Parts => Release.Parts;

    public async ValueTask InitializeAsync()
    {
        var folder = Path.Combine(home, "own");
        OwnCollection.Write(folder);
        Workspace = Open(
            new()
            {
                Home = home,
                DataFolder = folder,
                Quick = true,
                Threads = 2,
            }
        );
        Report = await System.Open(Workspace).TrainAsync(new SilentRunLog(), CancellationToken.None);
        Run = NewRun(Workspace);
        Data = await System.Collect(Run);
        Release = LiveRelease<Parts>.Load(System, Workspace.Releases.Get(System.Id, Report.Release), Workspace);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(home, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static Workspace Open(NinefoldOptions options) => new(options, TimeProvider.System);

    internal Run NewRun(Workspace workspace) =>
        new Training<SearchQuery, SearchPage, Judgements, Parts>(
            System,
            workspace,
            [],
            new SilentRunLog(),
            CancellationToken.None
        ).NewRun();

    /// <summary>A search outside of time, so that a busy machine changes nothing, unless the options say otherwise.</summary>
    internal async Task<(SearchPage Page, Call Call)> SearchAsync(
        SearchQuery query,
        Func<CallOptions, CallOptions>? with = null
    )
    {
        var call = NewCall(with);
        return (await System.Predict(query, Parts, call), call);
    }

    internal Call NewCall(Func<CallOptions, CallOptions>? with = null)
    {
        var options = new CallOptions(Data.Rehearsal[0].At, Seed: 1, Release.Store, System.Features);
        return new(with?.Invoke(options) ?? options);
    }
}
