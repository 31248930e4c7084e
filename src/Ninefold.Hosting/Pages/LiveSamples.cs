namespace Ninefold.Hosting.Pages;

/// <summary>What a live system's counters did over the last minutes, reading by reading.</summary>
public sealed class LiveSamples
{
    /// <summary>How far back they go.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(3);

    private readonly List<LiveSample> samples = [];
    private LiveStatistics last;
    private DateTimeOffset at;

    internal LiveSamples(LiveStatistics first, DateTimeOffset now) => (last, at) = (first, now);

    /// <summary>The readings, oldest first.</summary>
    public IReadOnlyList<LiveSample> All => samples;

    internal void Add(LiveStatistics read, DateTimeOffset now)
    {
        var seconds = Math.Max(.001, (now - at).TotalSeconds);
        samples.Add(
            new(
                now,
                (read.Requests - last.Requests) / seconds,
                (read.Fallbacks - last.Fallbacks + read.Failures - last.Failures) / seconds,
                read.P50,
                read.P99
            )
        );
        samples.RemoveAll(s => now - s.At > Span);
        (last, at) = (read, now);
    }
}

/// <summary>One reading.</summary>
/// <param name="At">When.</param>
/// <param name="Requests">Answers a second since the reading before.</param>
/// <param name="Troubles">Fallbacks and failures a second.</param>
/// <param name="P50">Median milliseconds since the server began.</param>
/// <param name="P99">99th percentile likewise.</param>
public sealed record LiveSample(DateTimeOffset At, double Requests, double Troubles, double P50, double P99);
