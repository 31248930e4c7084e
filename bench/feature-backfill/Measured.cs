using System.Diagnostics;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>What some work took: time on the clock, time of all threads on processors, and the most memory of the process.</summary>
internal sealed record Measured(double Seconds, double ProcessorSeconds, double PeakMegabytes)
{
    public static double[] Of(Func<double[]> work, List<Measured> results)
    {
        PeakMemory.Reset();
        var (clock, processor) = (Stopwatch.StartNew(), Processor());
        var values = work();
        results.Add(new(clock.Elapsed.TotalSeconds, Processor() - processor, PeakMemory.Megabytes()));
        return values;
    }

    public static object Summary(List<Measured> results) =>
        new
        {
            seconds = Spread.Of(results.Select(r => r.Seconds)),
            processor_seconds = Spread.Of(results.Select(r => r.ProcessorSeconds)),
            peak_megabytes = results.Max(r => r.PeakMegabytes),
        };

    private static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
