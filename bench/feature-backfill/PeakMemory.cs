using System.Globalization;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>The most memory the process has held since it was last reset, as Linux counts it.</summary>
internal static class PeakMemory
{
    public static void Reset()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    public static double Megabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return double.Parse(
                line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture
            ) / 1000;
    }
}
