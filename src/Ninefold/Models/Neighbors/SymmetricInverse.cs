using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// Inverts a large symmetric, positive definite matrix in its own memory, with n³ operations: the sweep operator (Goodnight,
/// 1979, "A tutorial on the SWEEP operator") by blocks of the lower triangle.
/// </summary>
internal static class SymmetricInverse
{
    private const int Block = 64;
    private const int Rows = 2; // with four vectors of columns, the sums of a tile stay in registers
    private const int Columns = 32;

    /// <summary>Replaces a matrix by its inverse.</summary>
    /// <param name="matrix">n rows of n; symmetric and positive definite, of which only the lower triangle is read.</param>
    /// <param name="context">Threads, progress and cancellation; the result does not depend on the threads.</param>
    public static void Invert(double[][] matrix, TrainingContext context)
    {
        var n = matrix.Length;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Threads,
            CancellationToken = context.Cancellation,
        };
        var tiles = (n + Columns - 1) / Columns;
        var packed = new double[tiles * Columns * Block]; // the block's columns: tile by tile, each step by step
        var scaled = new double[n * Block];
        for (var start = 0; start < n; start += Block)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var width = Math.Min(Block, n - start);
            var pivot = Pivot(matrix, start, width);
            Array.Clear(packed);
            Parallel.For(0, n, options, row => Scale(matrix, start, width, pivot, row, packed, scaled));
            Parallel.For(0, (n + Block - 1) / Block, options, rows => Update(matrix, start, rows, packed, scaled));
            for (var row = 0; row < n; row++)
            for (var k = 0; k < width; k++)
                if (row >= start + width)
                    matrix[row][start + k] = scaled[row * Block + k];
                else if (row < start)
                    matrix[start + k][row] = scaled[row * Block + k];
                else if (start + k <= row)
                    matrix[row][start + k] = -pivot[row - start, k];
            context.Progress?.Report((double)(start + width) / n);
        }
        for (var row = 0; row < n; row++)
        for (var column = 0; column <= row; column++)
            matrix[column][row] = matrix[row][column] = -matrix[row][column];
    }

    /// <summary>The inverse of a block on the diagonal, by the same operator one by one.</summary>
    private static double[,] Pivot(double[][] matrix, int start, int width)
    {
        var block = new double[width, width];
        for (var i = 0; i < width; i++)
        for (var j = 0; j < width; j++)
            block[i, j] = matrix[start + Math.Max(i, j)][start + Math.Min(i, j)];
        for (var k = 0; k < width; k++)
        {
            var one = 1 / block[k, k];
            for (var i = 0; i < width; i++)
            for (var j = 0; j < width && i != k; j++)
                if (j != k)
                    block[i, j] -= block[i, k] * block[k, j] * one;
            for (var i = 0; i < width; i++)
                if (i != k)
                    (block[i, k], block[k, i]) = (block[i, k] * one, block[k, i] * one);
            block[k, k] = -one;
        }
        for (var i = 0; i < width; i++)
        for (var j = 0; j < width; j++)
            block[i, j] = -block[i, j];
        return block;
    }

    /// <summary>Packs a row of the block's columns, and multiplies it by the pivot.</summary>
    private static void Scale(
        double[][] matrix,
        int start,
        int width,
        double[,] pivot,
        int row,
        double[] packed,
        double[] scaled
    )
    {
        var inside = row >= start && row < start + width;
        var sums = scaled.AsSpan(row * Block, Block);
        sums.Clear();
        for (var k = 0; k < width && !inside; k++)
        {
            var value = row < start ? matrix[start + k][row] : matrix[row][start + k];
            packed[(row / Columns * Block + k) * Columns + row % Columns] = value;
            for (var j = 0; j < width; j++)
                sums[j] += value * pivot[k, j];
        }
    }

    /// <summary>Subtracts the product of both from the lower triangle of a block of rows; the pivot's own parts are 0.</summary>
    private static void Update(double[][] matrix, int start, int rows, double[] packed, double[] scaled)
    {
        var (from, to) = (rows * Block, Math.Min(rows * Block + Block, matrix.Length));
        if (from == start)
            return;
        for (var column = 0; column < to; column += Columns)
        for (var row = from; row < to && column / Block * Block != start; row += Rows)
            if (row + Rows <= to && column + Columns <= matrix.Length)
                Tile(matrix, row, column, packed.AsSpan(column * Block), scaled.AsSpan(row * Block));
            else
                Edge(matrix, row, Math.Min(row + Rows, to), column, packed, scaled);
    }

    private static void Tile(
        double[][] matrix,
        int row,
        int column,
        ReadOnlySpan<double> packed,
        ReadOnlySpan<double> scaled
    )
    {
        ref var p = ref MemoryMarshal.GetReference(packed);
        var (a0, a1, a2, a3) = (Zero, Zero, Zero, Zero);
        var (b0, b1, b2, b3) = (Zero, Zero, Zero, Zero);
        for (nuint k = 0; k < Block; k++)
        {
            var (c0, c1) = (Vector512.LoadUnsafe(ref p, k * Columns), Vector512.LoadUnsafe(ref p, k * Columns + 8));
            var (c2, c3) = (
                Vector512.LoadUnsafe(ref p, k * Columns + 16),
                Vector512.LoadUnsafe(ref p, k * Columns + 24)
            );
            var (a, b) = (Vector512.Create(scaled[(int)k]), Vector512.Create(scaled[Block + (int)k]));
            (a0, a1) = (Vector512.FusedMultiplyAdd(a, c0, a0), Vector512.FusedMultiplyAdd(a, c1, a1));
            (a2, a3) = (Vector512.FusedMultiplyAdd(a, c2, a2), Vector512.FusedMultiplyAdd(a, c3, a3));
            (b0, b1) = (Vector512.FusedMultiplyAdd(b, c0, b0), Vector512.FusedMultiplyAdd(b, c1, b1));
            (b2, b3) = (Vector512.FusedMultiplyAdd(b, c2, b2), Vector512.FusedMultiplyAdd(b, c3, b3));
        }
        Subtract(matrix[row].AsSpan(column, Columns), a0, a1, a2, a3);
        Subtract(matrix[row + 1].AsSpan(column, Columns), b0, b1, b2, b3);
    }

    private static Vector512<double> Zero => Vector512<double>.Zero;

    private static void Subtract(
        Span<double> from,
        Vector512<double> a,
        Vector512<double> b,
        Vector512<double> c,
        Vector512<double> d
    )
    {
        ref var f = ref MemoryMarshal.GetReference(from);
        (Vector512.LoadUnsafe(ref f) - a).StoreUnsafe(ref f);
        (Vector512.LoadUnsafe(ref f, 8) - b).StoreUnsafe(ref f, 8);
        (Vector512.LoadUnsafe(ref f, 16) - c).StoreUnsafe(ref f, 16);
        (Vector512.LoadUnsafe(ref f, 24) - d).StoreUnsafe(ref f, 24);
    }

    private static void Edge(double[][] matrix, int row, int to, int column, double[] packed, double[] scaled)
    {
        for (; row < to; row++)
        for (var j = column; j < Math.Min(column + Columns, matrix.Length); j++)
        {
            var sum = 0.0;
            for (var k = 0; k < Block; k++)
                sum += scaled[row * Block + k] * packed[(column / Columns * Block + k) * Columns + j % Columns];
            matrix[row][j] -= sum;
        }
    }
}
