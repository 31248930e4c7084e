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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(codes + ((long)slot * row));
            Sse.Prefetch0(squares + slot);
        }
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
