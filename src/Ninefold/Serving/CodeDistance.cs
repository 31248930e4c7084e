using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ninefold.Serving;

/// <summary>Distances to coded vectors. The sums are of integers: every processor gives the same bits.</summary>
internal readonly unsafe struct CodeDistance<TCode>(CodedVectors vectors, sbyte* query, CodeQuery terms)
    : IQueryDistance<CodeDistance<TCode>>
    where TCode : struct, ICode
{
    private readonly byte* codes = vectors.Codes;
    private readonly float* squares = vectors.Squares;
    private readonly int row = vectors.RowBytes;
    private readonly CodeQuery terms = terms;

    public static CodeDistance<TCode> Of(
        float* vectors,
        int stride,
        CodedVectors? coded,
        VectorMetric metric,
        SearchScratch scratch
    )
    {
        scratch.Encode(coded!, metric);
        return new(coded!, scratch.Coded, scratch.Terms);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float To(int slot) =>
        (terms.Square * squares[slot]) + terms.Offset + (terms.Scale * Product(codes + ((long)slot * row)));

    // Four at a time: their sums are formed together.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void To(int* slots, int count, float* found)
    {
        var i = 0;
        for (; Avx2.IsSupported && i + 4 <= count; i += 4)
        {
            var square = Vector128.Create(
                squares[slots[i]],
                squares[slots[i + 1]],
                squares[slots[i + 2]],
                squares[slots[i + 3]]
            );
            var distance = (Vector128.Create(terms.Square) * square) + Vector128.Create(terms.Offset);
            distance += Vector128.Create(terms.Scale) * Vector128.ConvertToSingle(Products(slots + i));
            distance.Store(found + i);
        }
        for (; i < count; i++)
            found[i] = To(slots[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(codes + ((long)slot * row));
        if (row > 64)
            Sse.Prefetch0(codes + ((long)slot * row) + 64);
        Sse.Prefetch0(squares + slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> Products(int* slots)
    {
        var a = codes + ((long)slots[0] * row);
        var b = codes + ((long)slots[1] * row);
        var c = codes + ((long)slots[2] * row);
        var d = codes + ((long)slots[3] * row);
        Vector256<int> p,
            q,
            r,
            s;
        if (Avx512BW.IsSupported)
        {
            var one = Vector512<short>.One;
            var (w, x, y, z) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            for (var i = 0; i < row; i += 64)
            {
                w += Avx512BW.MultiplyAddAdjacent(TCode.Products512(a, query, i), one);
                x += Avx512BW.MultiplyAddAdjacent(TCode.Products512(b, query, i), one);
                y += Avx512BW.MultiplyAddAdjacent(TCode.Products512(c, query, i), one);
                z += Avx512BW.MultiplyAddAdjacent(TCode.Products512(d, query, i), one);
            }
            (p, q) = (w.GetLower() + w.GetUpper(), x.GetLower() + x.GetUpper());
            (r, s) = (y.GetLower() + y.GetUpper(), z.GetLower() + z.GetUpper());
        }
        else
        {
            var one = Vector256<short>.One;
            (p, q, r, s) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
            for (var i = 0; i < row; i += 32)
            {
                p += Avx2.MultiplyAddAdjacent(TCode.Products256(a, query, i), one);
                q += Avx2.MultiplyAddAdjacent(TCode.Products256(b, query, i), one);
                r += Avx2.MultiplyAddAdjacent(TCode.Products256(c, query, i), one);
                s += Avx2.MultiplyAddAdjacent(TCode.Products256(d, query, i), one);
            }
        }
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(p, q), Avx2.HorizontalAdd(r, s));
        return sums.GetLower() + sums.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Product(byte* code)
    {
        if (Avx512BW.IsSupported)
        {
            var sum = Vector512<int>.Zero;
            for (var i = 0; i < row; i += 64)
                sum += Avx512BW.MultiplyAddAdjacent(TCode.Products512(code, query, i), Vector512<short>.One);
            return Vector512.Sum(sum);
        }
        if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (var i = 0; i < row; i += 32)
                sum += Avx2.MultiplyAddAdjacent(TCode.Products256(code, query, i), Vector256<short>.One);
            return Vector256.Sum(sum);
        }
        var total = Vector128<int>.Zero;
        for (var i = 0; i < row; i += 16)
            total += TCode.Products128(code, query, i);
        return Vector128.Sum(total);
    }
}

/// <summary>How a code's bytes, from an offset, are multiplied with a query's; neighbouring products are summed.</summary>
internal unsafe interface ICode
{
    static abstract Vector512<short> Products512(byte* code, sbyte* query, int at);

    static abstract Vector256<short> Products256(byte* code, sbyte* query, int at);

    static abstract Vector128<int> Products128(byte* code, sbyte* query, int at);
}

/// <summary>A byte is one dimension.</summary>
internal readonly unsafe struct ByteCode : ICode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Products512(byte* code, sbyte* query, int at) =>
        Avx512BW.MultiplyAddAdjacent(Vector512.Load(code + at), Vector512.Load(query + at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Products256(byte* code, sbyte* query, int at) =>
        Avx2.MultiplyAddAdjacent(Vector256.Load(code + at), Vector256.Load(query + at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Products128(byte* code, sbyte* query, int at) =>
        Products(Vector128.Load(code + at), Vector128.Load(query + at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Products(Vector128<byte> code, Vector128<sbyte> query)
    {
        // No product leaves 16 bits: codes have 7.
        var (low, high) = Vector128.Widen(code);
        var (queryLow, queryHigh) = Vector128.Widen(query);
        var (a, b) = Vector128.Widen(low.AsInt16() * queryLow);
        var (c, d) = Vector128.Widen(high.AsInt16() * queryHigh);
        return a + b + c + d;
    }
}

/// <summary>Of 128 dimensions, the first 64 are the low halves of 64 bytes, the others the high ones.</summary>
internal readonly unsafe struct NibbleCode : ICode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Products512(byte* code, sbyte* query, int at)
    {
        var (codes, half) = (Vector512.Load(code + at), Vector512.Create((byte)15));
        var high = (codes.AsUInt16() >>> 4).AsByte() & half;
        return Avx512BW.MultiplyAddAdjacent(codes & half, Vector512.Load(query + (2 * at)))
            + Avx512BW.MultiplyAddAdjacent(high, Vector512.Load(query + (2 * at) + 64));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Products256(byte* code, sbyte* query, int at)
    {
        var (codes, half) = (Vector256.Load(code + at), Vector256.Create((byte)15));
        var high = (codes.AsUInt16() >>> 4).AsByte() & half;
        var first = query + (at / 64 * 128) + (at % 64);
        return Avx2.MultiplyAddAdjacent(codes & half, Vector256.Load(first))
            + Avx2.MultiplyAddAdjacent(high, Vector256.Load(first + 64));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Products128(byte* code, sbyte* query, int at)
    {
        var (codes, half) = (Vector128.Load(code + at), Vector128.Create((byte)15));
        var high = (codes.AsUInt16() >>> 4).AsByte() & half;
        var first = query + (at / 64 * 128) + (at % 64);
        return ByteCode.Products(codes & half, Vector128.Load(first))
            + ByteCode.Products(high, Vector128.Load(first + 64));
    }
}
