using System.Runtime.InteropServices;
using Ninefold.Metrics.Cost;

namespace Ninefold.Tests.Metrics.Cost;

public sealed class PeakMemoryTests
{
    private const int Megabyte = 1 << 20;

    // Outside of the collector's heap, so that it is given back at once.
    private static unsafe void Take(int megabytes)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)megabytes * Megabyte);
        for (var page = 0L; page < (long)megabytes * Megabyte; page += 1024)
            memory[page] = 1;
        NativeMemory.Free(memory);
    }

    [Fact]
    public void What_was_held_for_a_moment_is_seen()
    {
        using var watch = PeakMemory.Watch();
        Take(200);
        Assert.InRange(watch.Growth, 150L * Megabyte, long.MaxValue);
        Assert.InRange(watch.Bytes, watch.Growth, long.MaxValue);
    }

    [Fact]
    public void A_watch_within_a_watch_does_not_hide_what_came_before()
    {
        using var outer = PeakMemory.Watch();
        Take(300);
        using (var inner = PeakMemory.Watch())
            Take(10);
        Assert.InRange(outer.Growth, 250L * Megabyte, long.MaxValue);
        outer.Dispose();
        var most = outer.Bytes;
        Take(600);
        Assert.Equal(most, outer.Bytes); // it no longer watches
    }
}
