using System.Runtime.Intrinsics;

namespace Ninefold.Serving;

/// <summary>The product codes of all vectors, list by list, as a scan reads them. They never change.</summary>
internal sealed unsafe class ProductLists
{
    private readonly ProductCodes codes;
    private readonly NativeBlock block;
    private readonly NativeBlock termBlock;
    private readonly int[] starts;
    private readonly int rowBytes;

    public ProductLists(ProductCodes codes, VectorStore store, CentroidRouter router, Buckets buckets)
    {
        this.codes = codes;
        rowBytes = codes.Bits == 4 ? (codes.Parts + 3) / 4 * 2 : codes.Parts;
        starts = new int[router.Buckets + 1];
        for (var list = 0; list < router.Buckets; list++)
            starts[list + 1] = starts[list] + ((buckets.Of(list).Length + 31) / 32 * 32);
        block = new NativeBlock((long)starts[^1] * rowBytes);
        termBlock = new NativeBlock((long)starts[^1] * sizeof(float));
        Span<byte> code = stackalloc byte[codes.Parts];
        for (var list = 0; list < router.Buckets; list++)
        {
            var slots = buckets.Of(list);
            for (var i = 0; i < slots.Length; i++)
            {
                var center = router.Centers + ((long)list * store.Stride);
                ((float*)termBlock.Pointer)[starts[list] + i] = codes.Encode(store.Vector(slots[i]), center, code);
                Put(starts[list] + i, code);
            }
        }
    }

    public long Bytes => block.Length + termBlock.Length + (starts.Length * sizeof(int)) + codes.Bytes;

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
    /// <param name="slots">Its slots.</param>
    /// <param name="distance">From the query to its centre.</param>
    /// <param name="scratch">The query's tables.</param>
    /// <param name="offer">Where close ones go.</param>
    public void Scan(int list, ReadOnlySpan<int> slots, float distance, SearchScratch scratch, ref PoolOffer offer)
    {
        var terms = (float*)termBlock.Pointer + starts[list];
        var rows = block.Pointer + ((long)starts[list] * rowBytes);
        if (codes.Bits == 8)
        {
            ScanBytes(rows, terms, slots, distance, scratch, ref offer);
            return;
        }
        var groups = (codes.Parts + 3) / 4;
        var sums = stackalloc ushort[FastScan.BlockVectors];
        var unit = Vector256.Create(scratch.Look.Unit);
        var constant = Vector256.Create(distance + scratch.Look.Constant);
        for (var first = 0; first < slots.Length; first += FastScan.BlockVectors)
        {
            FastScan.Sum(rows + ((long)first * rowBytes), scratch.RoundedTables, groups, sums);
            for (var i = 0; i < FastScan.BlockVectors && first + i < slots.Length; i += 8)
            {
                var (low, high) = Vector128.Widen(Vector128.Load(sums + i));
                var sum = Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32());
                var total = (unit * sum) + (constant + Vector256.Load(terms + first + i));
                var close = Vector256
                    .LessThanOrEqual(total, Vector256.Create(offer.Worst))
                    .ExtractMostSignificantBits();
                for (; close != 0; close &= close - 1)
                    if (
                        first + i + System.Numerics.BitOperations.TrailingZeroCount(close) is var at
                        && at < slots.Length
                    )
                        offer.Add(total[at - first - i], slots[at]);
            }
        }
    }

    private void ScanBytes(
        byte* rows,
        float* terms,
        ReadOnlySpan<int> slots,
        float distance,
        SearchScratch scratch,
        ref PoolOffer offer
    )
    {
        var tables = scratch.FloatTables;
        for (var i = 0; i < slots.Length; i++, rows += rowBytes)
        {
            var (even, odd) = (distance + terms[i], 0f);
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
