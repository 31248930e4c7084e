using System.Numerics;

namespace Ninefold.Metrics;

/// <summary>
/// How long things took, in fixed memory (16 kB): counts in buckets whose width grows with the value, 64 to each power
/// of
/// two, so that a quantile is off by at most 1/128 of its value (or 100 ns). Recording is lock-free, does not
/// allocate, and
/// may be done from many threads; quantiles read meanwhile may miss the latest few.
/// </summary>
/// <remarks>The bucketing is that of Tene's HdrHistogram.</remarks>
public sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int MaxBits = 36; // 2³⁶ ticks of 100 ns: 1.9 hours, longer times count as that
    private const long Longest = (1L << MaxBits) - 1;
    private readonly long[] counts = new long[(MaxBits - SubBits + 1) << SubBits];
    private long total;
    private long sum;

    /// <summary>How many were recorded.</summary>
    public long Count => Volatile.Read(ref total);

    /// <summary>The mean; zero where nothing was recorded.</summary>
    public TimeSpan Mean => Count is > 0 and var count ? new(Volatile.Read(ref sum) / count) : TimeSpan.Zero;

    /// <summary>Counts one duration; negative ones count as zero.</summary>
    public void Record(TimeSpan duration)
    {
        var ticks = Math.Clamp(duration.Ticks, 0, Longest);
        Interlocked.Increment(ref counts[BucketOf(ticks)]);
        Interlocked.Increment(ref total);
        Interlocked.Add(ref sum, ticks);
    }

    /// <summary>The shortest duration that at least this share kept to (nearest rank); zero where nothing was
    /// recorded.</summary>
    /// <param name="share">Such as .99, in (0, 1].</param>
    public TimeSpan Quantile(double share)
    {
        if (!(share is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be in (0, 1].");
        var rank = (long)Math.Ceiling(share * Count);
        var bucket = 0;
        for (var seen = counts[0]; seen < rank && bucket < counts.Length - 1; seen += counts[bucket])
            bucket++;
        return Count == 0 ? TimeSpan.Zero : new(MiddleOf(bucket));
    }

    /// <summary>Adds what another histogram counted, such as that of another server.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++)
            if (other.counts[bucket] is > 0 and var count)
                Interlocked.Add(ref counts[bucket], count);
        Interlocked.Add(ref total, other.Count);
        Interlocked.Add(ref sum, Volatile.Read(ref other.sum));
    }

    private static int BucketOf(long ticks)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)ticks) - SubBits);
        return (shift << SubBits) + (int)(ticks >> shift);
    }

    private static long MiddleOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> SubBits) - 1);
        var first = (long)(bucket - (shift << SubBits)) << shift;
        return first + ((1L << shift) - 1) / 2;
    }
}
