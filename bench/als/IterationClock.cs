using System.Diagnostics;

namespace Ninefold.Bench.Als;

/// <summary>Measures the time between two reports of progress, which training makes after each iteration.</summary>
internal sealed class IterationClock : IProgress<double>
{
    private long last;

    /// <summary>One value for each iteration but the first.</summary>
    public List<double> Seconds { get; } = [];

    public void Report(double value)
    {
        if (last != 0)
            Seconds.Add(Stopwatch.GetElapsedTime(last).TotalSeconds);
        last = Stopwatch.GetTimestamp();
    }
}
