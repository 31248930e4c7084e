namespace Ninefold.Hosting.Server;

/// <summary>
/// Keeps what cannot be loaded from taking time from the rest: it is tried again after five seconds, and then after twice as
/// long each time, up to five minutes; at once where something else was decided for.
/// </summary>
internal sealed class LoadRetry(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private (long Decided, TimeSpan Wait, DateTimeOffset Next)? failed;

    /// <summary>Whether it is time to try.</summary>
    /// <param name="decided">Stands for what is to be loaded.</param>
    public bool Allows(long decided) =>
        failed is not { } last || last.Decided != decided || time.GetUtcNow() >= last.Next;

    /// <summary>Trying came to nothing.</summary>
    /// <returns>When it is tried again.</returns>
    public DateTimeOffset Failed(long decided)
    {
        var wait = failed is { } last && last.Decided == decided ? 2 * last.Wait : First;
        wait = wait < Longest ? wait : Longest;
        var next = time.GetUtcNow() + wait;
        failed = (decided, wait, next);
        return next;
    }

    /// <summary>What comes next is tried at once.</summary>
    public void Succeeded() => failed = null;
}
