using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ninefold.Serving;

/// <summary>
/// Sums of table look-ups for 32 vectors at a time, by shuffles (André, Kermarrec and Le Scouarnec, VLDB 2015). Four parts of
/// a vector take 64 bytes of a block: 16 bytes a part, with a vector in the low half of a byte and the one 16 later in the
/// high half. Of 16 vectors the first eight are the even bytes, so that sums of 16 bits come out in order. The tables hold 6
/// bits a value: four are summed in bytes. The sums are of integers: every processor gives the same.
/// </summary>
internal static unsafe class FastScan
{
    public const int BlockVectors = 32;

    /// <summary>Where the code of a part of a vector is within its block.</summary>
    public static (int Byte, bool High) Place(int vector, int part)
    {
        var within = vector % 16;
        return ((part * 16) + (within < 8 ? 2 * within : (2 * (within - 8)) + 1), vector >= 16);
    }

    /// <param name="block">The codes.</param>
    /// <param name="tables">A table of 16 bytes a part.</param>
    /// <param name="groups">How many times four parts there are.</param>
    /// <param name="sums">Receives 32 sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(byte* block, byte* tables, int groups, ushort* sums)
    {
        if (Avx512BW.IsSupported)
            Sum512(block, tables, groups, sums);
        else if (Avx2.IsSupported)
            Sum256(block, tables, groups, sums);
        else
            Sum128(block, tables, groups, sums);
    }

    private static void Sum512(byte* block, byte* tables, int groups, ushort* sums)
    {
        var (half, even) = (Vector512.Create((byte)15), Vector512.Create((ushort)0xff));
        var (a, b, c, d) = (even ^ even, even ^ even, even ^ even, even ^ even);
        for (var group = 0; group < groups; )
        {
            var (low, high) = (Vector512<byte>.Zero, Vector512<byte>.Zero);
            for (var end = Math.Min(group + 4, groups); group < end; group++)
            {
                var (codes, table) = (Vector512.Load(block + (group * 64)), Vector512.Load(tables + (group * 64)));
                low += Avx512BW.Shuffle(table, codes & half);
                high += Avx512BW.Shuffle(table, (codes.AsUInt16() >>> 4).AsByte() & half);
            }
            (a, b) = (a + (low.AsUInt16() & even), b + (low.AsUInt16() >>> 8));
            (c, d) = (c + (high.AsUInt16() & even), d + (high.AsUInt16() >>> 8));
        }
        Store(a.GetLower() + a.GetUpper(), sums);
        Store(b.GetLower() + b.GetUpper(), sums + 8);
        Store(c.GetLower() + c.GetUpper(), sums + 16);
        Store(d.GetLower() + d.GetUpper(), sums + 24);
    }

    private static void Sum256(byte* block, byte* tables, int groups, ushort* sums)
    {
        var (half, even) = (Vector256.Create((byte)15), Vector256.Create((ushort)0xff));
        var (a, b, c, d) = (even ^ even, even ^ even, even ^ even, even ^ even);
        for (var at = 0; at < groups * 64; )
        {
            var (low, high) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
            for (var end = Math.Min(at + 128, groups * 64); at < end; at += 32)
            {
                var (codes, table) = (Vector256.Load(block + at), Vector256.Load(tables + at));
                low += Avx2.Shuffle(table, codes & half);
                high += Avx2.Shuffle(table, (codes.AsUInt16() >>> 4).AsByte() & half);
            }
            (a, b) = (a + (low.AsUInt16() & even), b + (low.AsUInt16() >>> 8));
            (c, d) = (c + (high.AsUInt16() & even), d + (high.AsUInt16() >>> 8));
        }
        Store(a, sums);
        Store(b, sums + 8);
        Store(c, sums + 16);
        Store(d, sums + 24);
    }

    private static void Sum128(byte* block, byte* tables, int groups, ushort* sums)
    {
        var (half, even) = (Vector128.Create((byte)15), Vector128.Create((ushort)0xff));
        var (a, b, c, d) = (even ^ even, even ^ even, even ^ even, even ^ even);
        for (var at = 0; at < groups * 64; at += 16)
        {
            var (codes, table) = (Vector128.Load(block + at), Vector128.Load(tables + at));
            var low = Vector128.Shuffle(table, codes & half).AsUInt16();
            var high = Vector128.Shuffle(table, (codes.AsUInt16() >>> 4).AsByte() & half).AsUInt16();
            (a, b, c, d) = (a + (low & even), b + (low >>> 8), c + (high & even), d + (high >>> 8));
        }
        a.Store(sums);
        b.Store(sums + 8);
        c.Store(sums + 16);
        d.Store(sums + 24);
    }

    private static void Store(Vector256<ushort> lanes, ushort* sums) =>
        (lanes.GetLower() + lanes.GetUpper()).Store(sums);
}
