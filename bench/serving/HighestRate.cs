namespace Ninefold.Bench.Serving;

/// <summary>Finds the highest rate that a server holds: no error, and the 99th percentile within a limit.</summary>
internal static class HighestRate
{
    private const int Halvings = 5;

    /// <summary>Doubles the rate until it is not held, then halves the step.</summary>
    /// <param name="load">Runs one load.</param>
    /// <param name="from">The first rate; where it is not held, lower ones are tried.</param>
    /// <param name="p99">The limit in milliseconds.</param>
    /// <returns>The result at the highest rate that was held, or null.</returns>
    public static async Task<LoadResult?> FindAsync(Func<double, Task<LoadResult>> load, double from, double p99)
    {
        LoadResult? best = null;
        var (low, high) = (0.0, from);
        while (await TryAsync(high).ConfigureAwait(false))
            (low, high) = (high, high * 2);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = await TryAsync(middle).ConfigureAwait(false) ? (middle, high) : (low, middle);
        }
        return best;

        async Task<bool> TryAsync(double rate)
        {
            var result = await load(rate).ConfigureAwait(false);
            var holds = result.Errors == 0 && result.P99 <= p99;
            best = holds ? result : best;
            return holds;
        }
    }
}
