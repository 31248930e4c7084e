using System.Diagnostics;
using System.Globalization;

namespace Ninefold.Metrics.Cost;

/// <summary>
/// The most physical memory that the process held from a moment on, native libraries included. It is the whole process's:
/// what runs beside counts too, and garbage counts until the runtime gives it back, so that what is measured is about what
/// a machine must have rather than what the work itself needs. Watches may overlap. Where the system tells only the most
/// since the process began (any but Linux), that is the answer.
/// </summary>
public sealed class PeakMemory : IDisposable
{
    private const string Marks = "/proc/self/clear_refs";
    private static readonly Lock Guard = new();
    private static readonly List<PeakMemory> Open = [];
    private readonly long before;
    private long most;

    private PeakMemory(long before) => (this.before, most) = (before, before);

    /// <summary>The most so far, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (Guard)
                Note();
            return most;
        }
    }

    /// <summary>How far the most so far is above what was held when the watch began, in bytes, at least 0.</summary>
    public long Growth => Math.Max(0, Bytes - before);

    /// <summary>Begins to watch.</summary>
    public static PeakMemory Watch()
    {
        lock (Guard)
        {
            Note();
            Reset();
            var watch = new PeakMemory(Environment.WorkingSet);
            Open.Add(watch);
            return watch;
        }
    }

    /// <summary>Ends to watch; the most so far stays.</summary>
    public void Dispose()
    {
        lock (Guard)
        {
            Note();
            Open.Remove(this);
        }
    }

    // Whoever watches shares one mark of the system, and so notes it before another sets it back.
    private static void Note()
    {
        var mark = Mark();
        foreach (var watch in Open)
            watch.most = Math.Max(watch.most, mark);
    }

    private static void Reset()
    {
        try
        {
            File.WriteAllText(Marks, "5"); // see proc(5): sets the mark back to what is held now
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the mark is of the whole process, as on other systems.
        }
    }

    private static long Mark()
    {
        if (OperatingSystem.IsLinux())
            foreach (var line in File.ReadLines("/proc/self/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return 1024 * long.Parse(line[6..].Replace("kB", ""), CultureInfo.InvariantCulture);
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
