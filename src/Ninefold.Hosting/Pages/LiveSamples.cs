namespace Ninefold.Hosting.Pages;

/// <summary>What a live system's counters did over the last minutes, reading by reading.</summary>
public sealed class LiveSamples
{
    private const int Most = 150;

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
        if (samples.Count > Most)
            samples.RemoveAt(0);
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
