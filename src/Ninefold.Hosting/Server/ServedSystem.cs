using Ninefold.Data.Observations;

namespace Ninefold.Hosting.Server;

/// <summary>Whether a system can answer.</summary>
internal enum ServingState
{
    /// <summary>The server has just begun.</summary>
    Opening,

    /// <summary>It answers.</summary>
    Ready,

    /// <summary>No release was trained yet; it becomes ready when one is.</summary>
    NotTrained,

    /// <summary>Its release cannot be loaded, or its log belongs to another process.</summary>
    Broken,
}

/// <summary>One system of the server: live as soon as it has a release.</summary>
internal sealed class ServedSystem(SystemEngine engine, Workspace workspace) : IAsyncDisposable
{
    private readonly LoadRetry retry = new(workspace.Time);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile LiveSystem? live;
    private volatile string? problem;
    private volatile bool opened;

    public SystemEngine Engine => engine;

    public MlSystem System => engine.System;

    /// <summary>What answers; null while nothing can.</summary>
    public LiveSystem? Live => live;

    /// <summary>What keeps it from answering, or from taking up what the registry says now; null where nothing does.</summary>
    public string? Problem => problem ?? live?.Problem;

    public ServingState State =>
        live is not null ? ServingState.Ready
        : !opened ? ServingState.Opening
        : problem is null ? ServingState.NotTrained
        : ServingState.Broken;

    /// <summary>The same, but asks what it needs whether it is there now.</summary>
    public async ValueTask<string?> AskAsync() =>
        problem ?? (live is { } ready ? await ready.AskAsync().ConfigureAwait(false) : null);

    /// <summary>
    /// Opens the system where it has a release; else takes up what the registry says now. What failed is left alone until
    /// another release is decided for, or it has waited long enough.
    /// </summary>
    /// <exception cref="ObservationLogInUseException">Another process writes its log of observations.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        var decided = workspace.Releases.Decided(System.Id);
        try
        {
            if (!retry.Allows(decided))
                return;
            if (live is null)
                live = await engine.ServeAsync(cancellation).ConfigureAwait(false);
            else
                await live.RefreshAsync(cancellation).ConfigureAwait(false);
            problem = null;
            retry.Succeeded();
        }
        catch (KeyNotFoundException) when (live is null)
        {
            problem = null; // not trained yet
            retry.Failed(decided);
        }
        catch (InvalidDataException e)
        {
            problem =
                $"{e.Message} It is tried again at {retry.Failed(decided):HH:mm:ss} UTC, or once another release is promoted or trained.";
        }
        catch (ObservationLogInUseException e)
        {
            problem = e.Message;
            throw;
        }
        finally
        {
            opened = true;
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (live is not null)
            await live.DisposeAsync().ConfigureAwait(false);
        gate.Dispose();
    }
}
