using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ninefold.Serving;

/// <summary>How far a query is from a stored vector; smaller is closer. A struct, so that searches are compiled for each.</summary>
internal unsafe interface IVectorDistance
{
    float To(int slot);

    /// <summary>The same for several slots.</summary>
    void To(int* slots, int count, float* found);

    void Prefetch(int slot);
}

/// <summary>A distance that is made for the query that a scratch holds.</summary>
internal unsafe interface IQueryDistance<TSelf> : IVectorDistance
{
    static abstract TSelf Of(
        float* vectors,
        int stride,
        CodedVectors? coded,
        VectorMetric metric,
        SearchScratch scratch
    );
}

/// <summary>
/// Distances between float vectors that are padded with zeros to a multiple of 16. Sums are formed in the same 32 lanes
/// and order at every vector width, without fused operations: all processors give the same bits.
/// </summary>
internal readonly unsafe struct FloatDistance<TTerm>(float* query, float* vectors, int stride)
    : IQueryDistance<FloatDistance<TTerm>>
    where TTerm : struct, IDistanceTerm
{
    public static FloatDistance<TTerm> Of(
        float* vectors,
        int stride,
        CodedVectors? coded,
        VectorMetric metric,
        SearchScratch scratch
    ) => new(scratch.Query, vectors, stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float To(int slot) => TTerm.Finish(Sum(query, vectors + ((long)slot * stride), stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void To(int* slots, int count, float* found)
    {
        for (var i = 0; i < count; i++)
            found[i] = To(slots[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(vectors + ((long)slot * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(float* a, float* b, int length)
    {
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (; i + 32 <= length; i += 32)
            {
                even += TTerm.Of(Vector512.Load(a + i), Vector512.Load(b + i));
                odd += TTerm.Of(Vector512.Load(a + i + 16), Vector512.Load(b + i + 16));
            }
            if (i < length)
                even += TTerm.Of(Vector512.Load(a + i), Vector512.Load(b + i));
            even += odd;
            return Reduce(even.GetLower() + even.GetUpper());
        }
        var (low, high, oddLow, oddHigh) = (
            Vector256<float>.Zero,
            Vector256<float>.Zero,
            Vector256<float>.Zero,
            Vector256<float>.Zero
        );
        for (; i + 32 <= length; i += 32)
        {
            low += TTerm.Of(Vector256.Load(a + i), Vector256.Load(b + i));
            high += TTerm.Of(Vector256.Load(a + i + 8), Vector256.Load(b + i + 8));
            oddLow += TTerm.Of(Vector256.Load(a + i + 16), Vector256.Load(b + i + 16));
            oddHigh += TTerm.Of(Vector256.Load(a + i + 24), Vector256.Load(b + i + 24));
        }
        if (i < length)
        {
            low += TTerm.Of(Vector256.Load(a + i), Vector256.Load(b + i));
            high += TTerm.Of(Vector256.Load(a + i + 8), Vector256.Load(b + i + 8));
        }
        return Reduce(low + oddLow + (high + oddHigh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Reduce(Vector256<float> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }
}

/// <summary>What each pair of values adds to a distance, and what the sum becomes.</summary>
internal interface IDistanceTerm
{
    static abstract Vector512<float> Of(Vector512<float> a, Vector512<float> b);

    static abstract Vector256<float> Of(Vector256<float> a, Vector256<float> b);

    static abstract float Finish(float sum);
}

internal readonly struct SquaredDifference : IDistanceTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => (a - b) * (a - b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => (a - b) * (a - b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Finish(float sum) => sum;
}

internal readonly struct NegativeProduct : IDistanceTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => a * b;

    // 0 − 0 is 0, where −0 would order before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Finish(float sum) => 0 - sum;
}
