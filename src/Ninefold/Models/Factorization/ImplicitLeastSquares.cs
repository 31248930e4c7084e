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
        var blocks = Blocks(v);
        var sums = MemoryMarshal.Cast<float, Vector512<float>>(result);
        for (var row = 0; row < v.Length; row += 4)
            AddFour(
                sums,
                Blocks(gram, row, v.Length),
                Blocks(gram, row + 1, v.Length),
                Blocks(gram, row + 2, v.Length),
                Blocks(gram, row + 3, v.Length),
                Vector128.Create(-v[row], -v[row + 1], -v[row + 2], -v[row + 3])
            );
        var n = 0;
        for (; n + 4 <= columns.Length; n += 4)
        {
            // Four vectors at once, so that one's loads and sums hide the latency of the others'.
            var y0 = Blocks(vectors, columns[n], v.Length);
            var y1 = Blocks(vectors, columns[n + 1], v.Length);
            var y2 = Blocks(vectors, columns[n + 2], v.Length);
            var y3 = Blocks(vectors, columns[n + 3], v.Length);
            var (d0, d1, d2, d3) = (
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero,
                Vector512<float>.Zero
            );
            for (var b = 0; b < blocks.Length; b++)
            {
                d0 += y0[b] * blocks[b];
                d1 += y1[b] * blocks[b];
                d2 += y2[b] * blocks[b];
                d3 += y3[b] * blocks[b];
            }
            var dots = Vector128.Create(Vector512.Sum(d0), Vector512.Sum(d1), Vector512.Sum(d2), Vector512.Sum(d3));
            var confidence = Vector128.Create(extra.Slice(n, 4));
            AddFour(sums, y0, y1, y2, y3, Vector128.Create(target) + (confidence * (Vector128.Create(target) - dots)));
        }
        for (; n < columns.Length; n++)
        {
            var y = vectors.AsSpan(columns[n] * v.Length, v.Length);
            var scale = target + (extra[n] * (target - TensorPrimitives.Dot(y, v)));
            TensorPrimitives.MultiplyAdd(y, scale, result, result);
        }
    }

    private static void AddFour(
        Span<Vector512<float>> sums,
        ReadOnlySpan<Vector512<float>> y0,
        ReadOnlySpan<Vector512<float>> y1,
        ReadOnlySpan<Vector512<float>> y2,
        ReadOnlySpan<Vector512<float>> y3,
        Vector128<float> scales
    )
    {
        var (s0, s1) = (Vector512.Create(scales[0]), Vector512.Create(scales[1]));
        var (s2, s3) = (Vector512.Create(scales[2]), Vector512.Create(scales[3]));
        for (var b = 0; b < sums.Length; b++)
            sums[b] += (y0[b] * s0) + (y1[b] * s1) + ((y2[b] * s2) + (y3[b] * s3));
    }

    private static ReadOnlySpan<Vector512<float>> Blocks(ReadOnlySpan<float> values) =>
        MemoryMarshal.Cast<float, Vector512<float>>(values);

    private static ReadOnlySpan<Vector512<float>> Blocks(float[] vectors, int number, int size) =>
        Blocks(vectors.AsSpan(number * size, size));
}
