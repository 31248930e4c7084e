namespace Ninefold.Tests;

/// <summary>What code allocates on the managed heap.</summary>
internal static class Allocations
{
    private const int Attempts = 5;

    /// <summary>
    /// Fails where the code allocates each time it runs. Once is not enough: the runtime itself allocates on the same thread
    /// now and then, as when it replaces a loop by a faster one.
    /// </summary>
    public static void AreNone(Action code)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }
}
