namespace Ninefold.Models.Auto;

/// <summary>A budget of time that stages share: each has to end by its share of the whole, however it began.</summary>
/// <param name="time">The clock.</param>
/// <param name="total">All of it; above zero.</param>
/// <param name="stop">Cancelled when the user stops.</param>
internal sealed class TimeBudget(TimeProvider time, TimeSpan total, CancellationToken stop)
{
    private const double Least = .1;

    private readonly long started = time.GetTimestamp();

    /// <summary>What is spent.</summary>
    public TimeSpan Spent => time.GetElapsedTime(started);

    /// <summary>Whether the user stopped it.</summary>
    public bool IsStopped => stop.IsCancellationRequested;

    /// <summary>How much is left until a share of the whole, 0 to 1; zero or less where that has passed.</summary>
    public TimeSpan Until(double share) => share * total - Spent;

    /// <summary>What is left as a budget of its own; a tenth of the whole where that is more.</summary>
    public TimeBudget Rest() => new(time, TimeSpan.FromTicks(Math.Max(Until(1).Ticks, (total * Least).Ticks)), stop);

    /// <summary>Does work that must end by a share of the whole.</summary>
    /// <returns>Null where it did not, or there was no time to begin.</returns>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public T? Try<T>(double share, Func<CancellationToken, T> work)
        where T : class
    {
        stop.ThrowIfCancellationRequested();
        if (Until(share) is var left && left <= TimeSpan.Zero)
            return null;
        using var deadline = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            return work(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }
}
