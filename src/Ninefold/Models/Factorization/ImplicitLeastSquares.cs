using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ninefold.Models.Factorization;

/// <summary>
/// One user's (or item's) least-squares problem: find x with A x = b, where
/// <c>A = YᵀY + λI + Σ eᵢ yᵢyᵢᵀ</c>, <c>b = Σ (1 + eᵢ) yᵢ</c>, the sums over what was observed and eᵢ ≥ 0 the confidence
/// beyond 1. Conjugate gradient needs A only times a vector, so A is never built.
/// </summary>
internal static class ImplicitLeastSquares
{
    /// <summary>The number of factors is a multiple of this.</summary>
    public const int Lane = 16;

    /// <summary>YᵀY + λI, factors × factors; each row summed in the same order whatever the number of threads.</summary>
    public static float[] Gram(float[] vectors, int factors, double regularization, ParallelOptions options)
    {
        var gram = new float[factors * factors];
        Parallel.For(
            0,
            factors / Lane,
            options,
            lane =>
            {
                for (var start = 0; start < vectors.Length; start += factors)
                {
                    var vector = vectors.AsSpan(start, factors);
                    for (var row = lane * Lane; row < (lane + 1) * Lane; row++)
                    {
                        var sums = gram.AsSpan(row * factors, factors);
                        TensorPrimitives.MultiplyAdd(vector, vector[row], sums, sums);
                    }
                }
            }
        );
        for (var i = 0; i < factors; i++)
            gram[i * (factors + 1)] += (float)regularization;
        return gram;
    }

    /// <summary>Moves x towards the solution by conjugate gradient.</summary>
    /// <param name="x">Where to start; receives the result.</param>
    /// <param name="gram">From <see cref="Gram"/>.</param>
    /// <param name="vectors">The vectors of the other side end to end.</param>
    /// <param name="columns">Which of them were observed.</param>
    /// <param name="extra">Confidence beyond 1 of each, at least 0.</param>
    /// <param name="steps">At most; stops early where the residual has vanished.</param>
    public static void Solve(
        Span<float> x,
        float[] gram,
        float[] vectors,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> extra,
        int steps
    )
    {
        Span<float> residual = stackalloc float[x.Length];
        Span<float> direction = stackalloc float[x.Length];
        Span<float> product = stackalloc float[x.Length]; // −A direction
        Subtract(x, residual, gram, vectors, columns, extra, target: 1); // b − A x
        residual.CopyTo(direction);
        var squared = TensorPrimitives.Dot<float>(residual, residual);
        for (var step = 0; step < steps && squared > 1e-12f; step++)
        {
            product.Clear();
            Subtract(direction, product, gram, vectors, columns, extra, target: 0);
            var length = -squared / TensorPrimitives.Dot<float>(direction, product);
            TensorPrimitives.MultiplyAdd(direction, length, x, x);
            TensorPrimitives.MultiplyAdd(product, length, residual, residual);
            var next = TensorPrimitives.Dot<float>(residual, residual);
            TensorPrimitives.MultiplyAdd(direction, next / squared, residual, direction);
            squared = next;
        }
    }

    /// <summary>result += target · b − A v.</summary>
    private static void Subtract(
        ReadOnlySpan<float> v,
        Span<float> result,
        float[] gram,
        float[] vectors,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> extra,
        float target
    )
    {
        var size = v.Length;
        for (var row = 0; row < size; row += 4)
            AddFour(
                result,
                gram.AsSpan(row * size, size),
                gram.AsSpan((row + 1) * size, size),
                gram.AsSpan((row + 2) * size, size),
                gram.AsSpan((row + 3) * size, size),
                -Vector128.Create(v.Slice(row, 4))
            );
        var n = 0;
        for (; n + 4 <= columns.Length; n += 4)
        {
            var y0 = vectors.AsSpan(columns[n] * size, size);
            var y1 = vectors.AsSpan(columns[n + 1] * size, size);
            var y2 = vectors.AsSpan(columns[n + 2] * size, size);
            var y3 = vectors.AsSpan(columns[n + 3] * size, size);
            var confidence = Vector128.Create(extra.Slice(n, 4));
            var goal = Vector128.Create(target);
            AddFour(result, y0, y1, y2, y3, goal + (confidence * (goal - DotFour(v, y0, y1, y2, y3))));
        }
        for (; n < columns.Length; n++)
        {
            var y = vectors.AsSpan(columns[n] * size, size);
            var scale = target + (extra[n] * (target - TensorPrimitives.Dot(y, v)));
            TensorPrimitives.MultiplyAdd(y, scale, result, result);
        }
    }

    // Four vectors at once, so that one's loads and sums hide the latency of the others'. All spans have the length of
    // the first, a multiple of Lane: references save the bounds checks of a loop of a few steps.

    private static Vector128<float> DotFour(
        ReadOnlySpan<float> v,
        ReadOnlySpan<float> y0,
        ReadOnlySpan<float> y1,
        ReadOnlySpan<float> y2,
        ReadOnlySpan<float> y3
    )
    {
        ref var p = ref MemoryMarshal.GetReference(v);
        ref var p0 = ref MemoryMarshal.GetReference(y0);
        ref var p1 = ref MemoryMarshal.GetReference(y1);
        ref var p2 = ref MemoryMarshal.GetReference(y2);
        ref var p3 = ref MemoryMarshal.GetReference(y3);
        var (d0, d1) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (d2, d3) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (nuint i = 0; i < (nuint)v.Length; i += Lane)
        {
            var x = Vector512.LoadUnsafe(ref p, i);
            d0 = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref p0, i), d0);
            d1 = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref p1, i), d1);
            d2 = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref p2, i), d2);
            d3 = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref p3, i), d3);
        }
        return Vector128.Create(Vector512.Sum(d0), Vector512.Sum(d1), Vector512.Sum(d2), Vector512.Sum(d3));
    }

    private static void AddFour(
        Span<float> sums,
        ReadOnlySpan<float> y0,
        ReadOnlySpan<float> y1,
        ReadOnlySpan<float> y2,
        ReadOnlySpan<float> y3,
        Vector128<float> scales
    )
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var p0 = ref MemoryMarshal.GetReference(y0);
        ref var p1 = ref MemoryMarshal.GetReference(y1);
        ref var p2 = ref MemoryMarshal.GetReference(y2);
        ref var p3 = ref MemoryMarshal.GetReference(y3);
        var (s0, s1) = (Vector512.Create(scales[0]), Vector512.Create(scales[1]));
        var (s2, s3) = (Vector512.Create(scales[2]), Vector512.Create(scales[3]));
        for (nuint i = 0; i < (nuint)sums.Length; i += Lane)
        {
            var x = Vector512.MultiplyAddEstimate(
                s0,
                Vector512.LoadUnsafe(ref p0, i),
                Vector512.LoadUnsafe(ref sum, i)
            );
            x = Vector512.MultiplyAddEstimate(s1, Vector512.LoadUnsafe(ref p1, i), x);
            x = Vector512.MultiplyAddEstimate(s2, Vector512.LoadUnsafe(ref p2, i), x);
            x = Vector512.MultiplyAddEstimate(s3, Vector512.LoadUnsafe(ref p3, i), x);
            x.StoreUnsafe(ref sum, i);
        }
    }
}
