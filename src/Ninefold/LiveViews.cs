using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;

namespace Ninefold;

/// <summary>The views of a live system: filled by its releases, added to, and from time to time made durable with what the log has.</summary>
internal sealed class LiveViews : IAsyncDisposable
{
    /// <summary>So many observations later the store is made durable again: about as many are read at the next start.</summary>
    internal const int SaveAfter = 100_000;

    /// <summary>Or so much later, where there are any.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(10);

    private readonly ObservationLog log;
    private readonly TimeProvider time;
    private long savedAt;
    private long savedTo;
    private bool followed;
    private bool filled;

    private LiveViews(IViewStore store, ObservationLog log, TimeProvider time) =>
        (Store, this.log, this.time, savedTo, savedAt) = (store, log, time, store.Position, time.GetTimestamp());

    /// <summary>What the views know.</summary>
    public IViewStore Store { get; }

    /// <summary>What keeps the values from being whole, in one line; null where nothing does.</summary>
    public string? Problem => Store.Problem;

    /// <summary>Opens what a system's views know: in Redis where the settings name one, else beside the log.</summary>
    public static async Task<LiveViews> OpenAsync(
        MlSystem system,
        Workspace workspace,
        ObservationLog log,
        CancellationToken cancellation
    ) => new(await OpenStoreAsync(system, workspace, cancellation).ConfigureAwait(false), log, workspace.Time);

    /// <summary>Opens the store alone, such as to fill it.</summary>
    public static async Task<IViewStore> OpenStoreAsync(
        MlSystem system,
        Workspace workspace,
        CancellationToken cancellation
    )
    {
        var folder = FolderOf(system, workspace);
        return workspace.Options.Redis is { } redis && system.KeptViews.Count > 0
            ? await RedisViews
                .OpenAsync(
                    system.KeptViews,
                    new(redis, workspace.Options.RedisWithin, system.Id, folder),
                    workspace.Time,
                    cancellation
                )
                .ConfigureAwait(false)
            : new EmbeddedViews(system.KeptViews, folder);
    }

    /// <summary>Where the embedded store has its checkpoints: beside the log, since who deletes the log deletes the positions in it.</summary>
    public static string FolderOf(MlSystem system, Workspace workspace) =>
        Path.Combine(workspace.ObservationFolder(system.Id), "views");

    /// <summary>Takes up what a release had seen, and the first time what the log has.</summary>
    /// <exception cref="InvalidDataException">It was trained with another version of a view.</exception>
    public async Task FillAsync(
        IEnumerable<(FeatureView View, string Fingerprint, Func<ViewPast> Past)> pasts,
        CancellationToken cancellation
    )
    {
        foreach (var (view, fingerprint, past) in pasts)
            filled |= await Store.FillAsync(view, fingerprint, past, null, cancellation).ConfigureAwait(false);
        if (!followed)
            await Store.FollowAsync(log.Reader, cancellation).ConfigureAwait(false);
        followed = true;
    }

    /// <summary>Adds what was appended to the log.</summary>
    /// <returns>How many of them a view in tiles refused.</returns>
    public ValueTask<int> AddAsync(IReadOnlyList<Observation> observations) => Store.AddAsync(observations);

    /// <summary>Makes the store durable where enough has come since, and tries again what failed.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        var grown = log.Next - savedTo;
        var isLate = (grown > 0 || filled) && time.GetElapsedTime(savedAt) >= SaveEvery;
        if (grown >= SaveAfter || isLate || Problem is not null)
            await SaveAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (followed)
                await SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // The next start reads more of the log, which has all.
        }
        finally
        {
            if (Store is IAsyncDisposable connected)
                await connected.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        await Store.FollowAsync(log.Reader, cancellation).ConfigureAwait(false);
        await Store.SaveAsync(cancellation).ConfigureAwait(false);
        (savedTo, savedAt, filled) = (log.Next, time.GetTimestamp(), false);
    }
}
