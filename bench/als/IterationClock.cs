using System.Diagnostics;

namespace Ninefold.Bench.Als;

/// <summary>What one iteration took: by the clock, and of the processor, which other work on the machine delays less.</summary>
internal readonly record struct Duration(double Wall, double Processor)
{
    /// <summary>A moment, to be subtracted from a later one.</summary>
    public static Duration Now() =>
        new((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds);

    public static Duration operator -(Duration later, Duration earlier) =>
        new(later.Wall - earlier.Wall, later.Processor - earlier.Processor);
}

/// <summary>Measures the time between two reports of progress, which training makes after each iteration.</summary>
internal sealed class IterationClock : IProgress<double>
{
    private Duration? last;

    /// <summary>One value for each iteration but the first, which includes the preparation.</summary>
    public List<Duration> Iterations { get; } = [];

    public void Report(double value)
    {
        var now = Duration.Now();
        if (last is { } earlier)
            Iterations.Add(now - earlier);
        last = now;
    }
}
