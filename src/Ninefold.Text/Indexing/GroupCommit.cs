namespace Ninefold.Text.Indexing;

/// <summary>
/// Makes changes durable together: who changes something waits for the commit after it, and what comes while one runs
/// shares the next.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wanted = new(0);
    private readonly Action commit;
    private readonly Task loop;
    private TaskCompletionSource next = New();
    private bool isAsked;
    private bool isEnding;

    /// <param name="commit">Makes everything durable that was done before it began.</param>
    public GroupCommit(Action commit)
    {
        this.commit = commit;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Ends when all that was done before is durable, or fails as its commit did.</summary>
    public Task WaitAsync()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnding, this);
            if (!isAsked)
                wanted.Release();
            isAsked = true;
            return next.Task;
        }
    }

    /// <summary>Commits what is waited for, and ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isEnding)
                return;
            isEnding = true;
            wanted.Release();
        }
        loop.GetAwaiter().GetResult();
        wanted.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await wanted.WaitAsync();
            TaskCompletionSource done;
            lock (gate)
            {
                if (!isAsked)
                    return; // only an end was asked for
                (done, next, isAsked) = (next, New(), false);
            }
            try
            {
                commit();
                done.SetResult();
            }
            catch (Exception e) // whatever it was, those who wait get it, and the next commit is tried
            {
                done.SetException(e);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
