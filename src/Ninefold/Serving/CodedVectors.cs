using System.Runtime.Intrinsics;

namespace Ninefold.Serving;

/// <summary>
/// Vectors in a byte or half a byte a dimension: the step of a scale that spans the values of that dimension. A query is
/// multiplied by the steps and rounded to signed bytes, so that a distance is an inner product of small integers.
/// </summary>
internal sealed unsafe class CodedVectors
{
    private readonly int dimensions;
    private readonly float* low;
    private readonly float* step;

    public CodedVectors(int dimensions, VectorCoding coding, ReadOnlySpan<NativeBlock> blocks)
    {
        (this.dimensions, Coding, RowBytes) = (dimensions, coding, BytesOf(dimensions, coding));
        low = (float*)blocks[0].Pointer;
        step = low + HnswGraph.PaddedLength(dimensions);
        Codes = blocks[1].Pointer;
        Squares = (float*)blocks[2].Pointer;
    }

    public VectorCoding Coding { get; }

    /// <summary>Bytes from one code to the next, whole cache lines.</summary>
    public int RowBytes { get; }

    /// <summary>Signed bytes that a query takes.</summary>
    public int QueryBytes => Coding == VectorCoding.FourBits ? 2 * RowBytes : RowBytes;

    public byte* Codes { get; }

    /// <summary>By slot: the squared length of what the code stands for.</summary>
    public float* Squares { get; }

    // 7 bits of 8: two products of a code and a query's byte fit into 16 bits.
    private int Levels => Coding == VectorCoding.FourBits ? 15 : 127;

    /// <summary>The bytes of scales, codes and squares.</summary>
    public static long[] Lengths(int dimensions, VectorCoding coding, long capacity) =>
        coding == VectorCoding.Full
            ? [0, 0, 0]
            :
            [
                2L * HnswGraph.PaddedLength(dimensions) * sizeof(float),
                capacity * BytesOf(dimensions, coding),
                capacity * sizeof(float),
            ];

    /// <summary>Spans the scales over vectors, and encodes these.</summary>
    public void Learn(float* vectors, int stride, int count)
    {
        // The width of a uniform scale that loses least on normally distributed values, in standard deviations.
        var reach = Coding == VectorCoding.FourBits ? 2.5 : 4.5;
        for (var d = 0; d < dimensions; d++)
        {
            var (sum, squares, least, most) = (0.0, 0.0, float.MaxValue, float.MinValue);
            for (var v = 0; v < count; v++)
            {
                var value = vectors[((long)v * stride) + d];
                (sum, squares) = (sum + value, squares + ((double)value * value));
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
            var mean = sum / Math.Max(count, 1);
            var deviation = Math.Sqrt(Math.Max((squares / Math.Max(count, 1)) - (mean * mean), 0));
            low[d] = (float)Math.Max(least, mean - (reach * deviation));
            step[d] = ((float)Math.Min(most, mean + (reach * deviation)) - low[d]) / Levels;
        }
        for (var v = 0; v < count; v++)
            Encode(v, vectors + ((long)v * stride));
    }

    public void Encode(int slot, float* vector)
    {
        var row = Codes + ((long)slot * RowBytes);
        new Span<byte>(row, RowBytes).Clear();
        var squares = 0f;
        for (var d = 0; d < dimensions; d++)
        {
            var code = step[d] > 0 ? (int)MathF.Round(Math.Clamp((vector[d] - low[d]) / step[d], 0, Levels)) : 0;
            var value = low[d] + (code * step[d]);
            squares += value * value;
            if (Coding == VectorCoding.FourBits)
                row[(d / 128 * 64) + (d % 64)] |= (byte)(d % 128 < 64 ? code : code << 4);
            else
                row[d] = (byte)code;
        }
        Squares[slot] = squares;
    }

    /// <summary>Writes a query as signed bytes.</summary>
    /// <param name="vector">The query, padded with zeros to a multiple of 16.</param>
    /// <param name="bytes">Receives <see cref="QueryBytes"/> bytes.</param>
    /// <param name="euclidean">Whether squared distances are compared, not inner products.</param>
    public CodeQuery Prepare(float* vector, sbyte* bytes, bool euclidean)
    {
        // The scales are padded with zeros as the query is. Eight lanes on every processor, so that all give the same bits.
        var (largest, constants, squares) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var d = 0; d < dimensions; d += 8)
        {
            var values = Vector256.Load(vector + d);
            largest = Vector256.Max(largest, Vector256.Abs(values * Vector256.Load(step + d)));
            constants += values * Vector256.Load(low + d);
            squares += values * values;
        }
        var (most, constant, square) = (0f, 0f, 0f);
        for (var i = 0; i < Vector256<float>.Count; i++)
            (most, constant, square) = (Math.Max(most, largest[i]), constant + constants[i], square + squares[i]);
        var unit = most > 0 ? most / 127 : 1;
        new Span<sbyte>(bytes, QueryBytes).Clear();
        for (var d = 0; d < dimensions; d += 16)
        {
            var first = Vector256.Load(vector + d) * Vector256.Load(step + d) / Vector256.Create(unit);
            var second = Vector256.Load(vector + d + 8) * Vector256.Load(step + d + 8) / Vector256.Create(unit);
            var rounded = Vector256.Narrow(
                Vector256.ConvertToInt32(Vector256.Round(first)),
                Vector256.ConvertToInt32(Vector256.Round(second))
            );
            Vector128.Narrow(rounded.GetLower(), rounded.GetUpper()).Store(bytes + d);
        }
        return euclidean ? new(1, square - (2 * constant), -2 * unit) : new(0, -constant, -unit);
    }

    private static int BytesOf(int dimensions, VectorCoding coding) =>
        coding == VectorCoding.FourBits ? (dimensions + 127) / 128 * 64 : (dimensions + 63) / 64 * 64;
}

/// <summary>How the integer product of a query becomes a distance: square × the code's + offset + scale × product.</summary>
internal readonly record struct CodeQuery(float Square, float Offset, float Scale);
