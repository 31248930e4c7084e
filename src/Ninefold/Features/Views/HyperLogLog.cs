using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Ninefold.Features.Views;

/// <summary>
/// Estimates how many different counterparts there are: Flajolet et al., "HyperLogLog" (2007), with the estimator of Ertl,
/// "New cardinality estimation algorithms for HyperLogLog sketches" (2017), which needs no correction for small or large
/// numbers. Few are kept as they are and counted exactly. The state depends on the set of counterparts alone, not on their
/// order.
/// </summary>
/// <param name="precision">There are m = 2^precision registers of one byte; the relative standard error is 1.04 / √m.</param>
internal sealed class HyperLogLog(int precision) : Partial
{
    private readonly SortedArray few = new(1 << precision >> 3);
    private byte[]? registers;

    public override string Kind => $"distinct {precision}";

    public override void Add(long at, double value, ulong counterpart) => AddHash(Mixed(counterpart));

    private void AddHash(ulong hash)
    {
        if (registers is null)
        {
            if (few.Add(hash))
                return;
            Densify();
        }
        Register(hash);
    }

    public override void Merge(Partial other)
    {
        var o = (HyperLogLog)other;
        if (o.registers is null)
        {
            foreach (var hash in o.few.All)
                AddHash(hash);
            return;
        }
        if (registers is null)
            Densify();
        TensorPrimitives.Max(registers, o.registers, registers);
    }

    private void Densify()
    {
        registers = new byte[1 << precision];
        foreach (var hash in few.All)
            Register(hash);
        few.Clear();
    }

    private void Register(ulong hash)
    {
        var rank = (byte)(1 + Math.Min(64 - precision, BitOperations.LeadingZeroCount(hash << precision)));
        ref var register = ref registers![hash >> (64 - precision)];
        register = Math.Max(register, rank);
    }

    public double Estimate()
    {
        if (registers is null)
            return few.All.Length;
        var (m, most) = (registers.Length, 64 - precision);
        Span<int> times = stackalloc int[66];
        times.Clear();
        foreach (var register in registers)
            times[register]++;
        var z = m * Tau(1 - (double)times[most + 1] / m);
        for (var k = most; k >= 1; k--)
            z = .5 * (z + times[k]);
        return (double)m * m / (2 * Math.Log(2) * (z + m * Sigma((double)times[0] / m)));
    }

    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        var (y, sum, before) = (1.0, x, -1.0);
        while (sum != before)
        {
            x *= x;
            before = sum;
            sum += x * y;
            y += y;
        }
        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        var (y, sum, before) = (1.0, 1 - x, -1.0);
        while (sum != before)
        {
            x = Math.Sqrt(x);
            before = sum;
            y *= .5;
            sum -= (1 - x) * (1 - x) * y;
        }
        return sum / 3;
    }

    // Counterparts come as hashes, but that of nobody is 0: the finalizer of SplitMix64 spreads it, too.
    private static ulong Mixed(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(registers is not null);
        if (registers is not null)
        {
            writer.Write(registers);
            return;
        }
        writer.Write(few.All.Length);
        writer.Write(MemoryMarshal.AsBytes(few.All));
    }

    public override void Read(BinaryReader reader)
    {
        if (reader.ReadBoolean())
        {
            registers = reader.ReadBytes(1 << precision);
            if (
                registers.Length != 1 << precision
                || registers.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(65 - precision))
            )
                throw new InvalidDataException($"A tile's {1 << precision} registers are damaged.");
            return;
        }
        for (var left = Length(reader, 1 << precision >> 3); left > 0; left--)
            few.Add(reader.ReadUInt64());
    }

    /// <summary>Different numbers in ascending order, up to some many.</summary>
    private sealed class SortedArray(int most)
    {
        private ulong[] items = [];
        private int count;

        public ReadOnlySpan<ulong> All => items.AsSpan(0, count);

        /// <returns>False where it is new and there is no room.</returns>
        public bool Add(ulong item)
        {
            var place = All.BinarySearch(item);
            if (place >= 0)
                return true;
            if (count == most)
                return false;
            if (count == items.Length)
                Array.Resize(ref items, Math.Min(most, Math.Max(4, 2 * count)));
            items.AsSpan(~place, count - ~place).CopyTo(items.AsSpan(~place + 1));
            items[~place] = item;
            count++;
            return true;
        }

        public void Clear() => (items, count) = ([], 0);
    }
}
