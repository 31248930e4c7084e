using System.Numerics;

namespace Ninefold.Data.Verification;

/// <summary>
/// Estimates the number of distinct values in 512 KB: linear counting, Whang, Vander-Zanden and Taylor, "A linear-time
/// probabilistic counting algorithm for database applications", TODS 1990.
/// </summary>
internal sealed class DistinctCounter
{
    private const int Bits = 1 << 22;
    private readonly ulong[] bits = new ulong[Bits / 64];

    public void Add(double value)
    {
        // Zeros of both signs are one value. Fibonacci hashing alone would keep arithmetic sequences regular.
        var hash = BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value);
        hash = (hash ^ (hash >> 32)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 29)) * 0x94D049BB133111EB;
        var bit = (int)(hash >> 42);
        bits[bit >> 6] |= 1UL << bit;
    }

    public long Estimate
    {
        get
        {
            var zeros = Bits - bits.Sum(b => (long)BitOperations.PopCount(b));
            return (long)Math.Round(Bits * Math.Log((double)Bits / Math.Max(1, zeros)));
        }
    }
}
