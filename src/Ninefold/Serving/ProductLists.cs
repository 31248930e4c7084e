using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ninefold.Serving;

/// <summary>
/// The product codes of all vectors, list after list without gaps, in blocks as a scan reads them. What a code adds to every
/// distance is kept in 16 bits of the range that such terms have. They never change.
/// </summary>
internal sealed unsafe class ProductLists
{
    private readonly ProductCodes codes;
    private readonly Buckets buckets;
    private readonly NativeBlock block;
    private readonly NativeBlock termBlock;
    private readonly float low;
    private readonly float step;
    private readonly int rowBytes;

    public ProductLists(ProductCodes codes, VectorStore store, CentroidRouter router, Buckets buckets)
    {
        (this.codes, this.buckets) = (codes, buckets);
        rowBytes = codes.Bits == 4 ? (codes.Parts + 3) / 4 * 2 : codes.Parts;
        var places =
            (buckets.Start(router.Buckets) + FastScan.BlockVectors - 1) / FastScan.BlockVectors * FastScan.BlockVectors;
        block = new NativeBlock((long)places * rowBytes);
        termBlock = new NativeBlock((long)places * sizeof(ushort));
        Span<byte> code = stackalloc byte[codes.Parts];
        var exact = new float[buckets.Start(router.Buckets)];
        for (var (list, place) = (0, 0); list < router.Buckets; list++)
            foreach (var slot in buckets.Of(list))
            {
                var center = router.Centers + ((long)list * store.Stride);
                exact[place] = codes.Encode(store.Vector(slot), center, code);
                Put(place++, code);
            }
        if (exact.Length == 0)
            return;
        (low, step) = (exact.Min(), Math.Max(exact.Max() - exact.Min(), float.Epsilon) / ushort.MaxValue);
        for (var place = 0; place < exact.Length; place++)
            Terms[place] = step > 0 ? (ushort)MathF.Round((exact[place] - low) / step) : (ushort)0;
    }

    public long Bytes => block.Length + termBlock.Length + codes.Bytes;

    private ushort* Terms => (ushort*)termBlock.Pointer;

    /// <summary>Makes the tables of a query, which hold for every list.</summary>
    public void Begin(SearchScratch scratch)
    {
        var tables = scratch.Tables(codes.Parts * codes.Centers);
        codes.Tables(scratch.Query, tables);
        if (codes.Bits == 4)
            scratch.Look = codes.Round(tables, scratch.Rounded((codes.Parts + 3) / 4 * 64));
    }

    /// <summary>Offers the vectors of a list to the pool.</summary>
    /// <param name="list">Its number.</param>
    /// <param name="distance">From the query to its centre.</param>
    /// <param name="scratch">The query's tables.</param>
    /// <param name="offer">Where close ones go.</param>
    public void Scan(int list, float distance, SearchScratch scratch, ref PoolOffer offer)
    {
        if (codes.Bits == 8)
        {
            ScanBytes(list, distance, scratch, ref offer);
            return;
        }
        var slots = buckets.Of(list);
        var (start, groups) = (buckets.Start(list), (codes.Parts + 3) / 4);
        var sums = stackalloc ushort[FastScan.BlockVectors];
        var (unit, termStep) = (Vector256.Create(scratch.Look.Unit), Vector256.Create(step));
        var constant = Vector256.Create(distance + scratch.Look.Constant + low);
        // Its first block may begin with the end of the list before it.
        for (var first = start / FastScan.BlockVectors * FastScan.BlockVectors; first < start + slots.Length; )
        {
            FastScan.Sum(block.Pointer + ((long)first * rowBytes), scratch.RoundedTables, groups, sums);
            for (var i = 0; i < FastScan.BlockVectors; i += 8, first += 8)
            {
                var total = (unit * Floats(sums + i)) + (constant + (termStep * Floats(Terms + first)));
                var close = Vector256
                    .LessThanOrEqual(total, Vector256.Create(offer.Worst))
                    .ExtractMostSignificantBits();
                for (; close != 0; close &= close - 1)
                {
                    var at = BitOperations.TrailingZeroCount(close);
                    if ((uint)(first + at - start) < (uint)slots.Length)
                        offer.Add(total[at], slots[first + at - start]);
                }
            }
        }
    }

    private static Vector256<float> Floats(ushort* values)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(values));
        return Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32());
    }

    private void ScanBytes(int list, float distance, SearchScratch scratch, ref PoolOffer offer)
    {
        var tables = scratch.FloatTables;
        var slots = buckets.Of(list);
        var start = buckets.Start(list);
        var rows = block.Pointer + ((long)start * rowBytes);
        for (var i = 0; i < slots.Length; i++, rows += rowBytes)
        {
            var (even, odd) = (distance + low + (step * Terms[start + i]), 0f);
            var p = 0;
            for (; p + 1 < codes.Parts; p += 2)
                (even, odd) = (even + tables[(p * 256) + rows[p]], odd + tables[(p * 256) + 256 + rows[p + 1]]);
            if (p < codes.Parts)
                even += tables[(p * 256) + rows[p]];
            if (even + odd <= offer.Worst)
                offer.Add(even + odd, slots[i]);
        }
    }

    private void Put(int place, ReadOnlySpan<byte> code)
    {
        if (codes.Bits == 8)
        {
            code.CopyTo(new Span<byte>(block.Pointer + ((long)place * rowBytes), rowBytes));
            return;
        }
        var first = block.Pointer + ((long)(place / FastScan.BlockVectors) * FastScan.BlockVectors * rowBytes);
        for (var p = 0; p < code.Length; p++)
        {
            var (at, high) = FastScan.Place(place % FastScan.BlockVectors, p);
            first[at] |= (byte)(high ? code[p] << 4 : code[p]);
        }
    }
}
