using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Ninefold.Serving;

/// <summary>
/// Product quantisation (Jégou, Douze and Schmid, TPAMI 2011) of what is left of a vector when its centre is subtracted: the
/// rest is cut into parts, and each part is a number of one of 16 or 256 centres of its own. Under the Euclidean distance,
/// |q − c − r|² = |q − c|² + (|r|² + 2 c·r) − 2 q·r: the first term is one a list, the second one a vector, and the
/// look-ups of the last are one table a query. It never changes.
/// </summary>
internal sealed unsafe class ProductCodes
{
    private readonly int dimensions;
    private readonly int width;
    private readonly bool euclidean;

    // Part, dimension within the part, centre.
    private readonly float[] books;

    private ProductCodes(int dimensions, int parts, int bits, bool euclidean)
    {
        (this.dimensions, Bits, this.euclidean) = (dimensions, bits, euclidean);
        width = (dimensions + parts - 1) / parts;
        Parts = (dimensions + width - 1) / width;
        books = new float[Parts * width * Centers];
    }

    public int Parts { get; }
    public int Bits { get; }
    public int Centers => 1 << Bits;
    public long Bytes => books.Length * sizeof(float);

    /// <summary>Learned from what is left of a sample.</summary>
    public static ProductCodes Learned(VectorStore store, CentroidRouter router, int[] assigned, IvfOptions options)
    {
        var codes = new ProductCodes(
            store.Dimensions,
            Math.Min(options.Products, store.Dimensions),
            options.ProductBits,
            options.Metric == VectorMetric.Euclidean
        );
        var stride = HnswGraph.PaddedLength(codes.width);
        var count = Math.Min(store.Slots, 16384);
        var step = store.Slots / count;
        var rows = new NativeBlock((long)count * stride * sizeof(float));
        var part = (float*)rows.Pointer;
        for (var p = 0; p < codes.Parts; p++)
        {
            for (var v = 0; v < count; v++)
            {
                var vector = store.Vector(v * step);
                var center = router.Centers + ((long)assigned[v * step] * store.Stride);
                for (var d = 0; d < codes.PartWidth(p); d++)
                    part[(v * stride) + d] = vector[(p * codes.width) + d] - center[(p * codes.width) + d];
                for (var d = codes.PartWidth(p); d < codes.width; d++)
                    part[(v * stride) + d] = 0;
            }
            var block = KMeans.Centers(part, stride, count, codes.Centers, new Random(options.Seed + p));
            for (var c = 0; c < codes.Centers; c++)
            for (var d = 0; d < codes.width; d++)
                codes.books[(((p * codes.width) + d) * codes.Centers) + c] = ((float*)block.Pointer)[(c * stride) + d];
            GC.KeepAlive(block);
        }
        GC.KeepAlive(rows);
        return codes;
    }

    public static ProductCodes Read(BinaryReader reader, int dimensions, IvfOptions options)
    {
        var parts = Math.Min(options.Products, dimensions);
        var codes = new ProductCodes(dimensions, parts, options.ProductBits, options.Metric == VectorMetric.Euclidean);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(codes.books.AsSpan()));
        return codes;
    }

    public void Write(BinaryWriter writer) => writer.Write(MemoryMarshal.AsBytes(books.AsSpan()));

    /// <summary>Encodes a vector.</summary>
    /// <returns>What its code adds to every distance.</returns>
    public float Encode(float* vector, float* center, Span<byte> codes)
    {
        var term = 0f;
        for (var p = 0; p < Parts; p++)
        {
            var (best, least) = (0, float.MaxValue);
            for (var c = 0; c < Centers; c++)
            {
                var distance = 0f;
                for (var d = 0; d < PartWidth(p); d++)
                {
                    var at = (p * width) + d;
                    var difference = vector[at] - center[at] - books[(at * Centers) + c];
                    distance += difference * difference;
                }
                if (distance < least)
                    (best, least) = (c, distance);
            }
            codes[p] = (byte)best;
            for (var d = 0; d < PartWidth(p) && euclidean; d++)
            {
                var rest = books[(((p * width) + d) * Centers) + best];
                term += (rest * rest) + (2 * center[(p * width) + d] * rest);
            }
        }
        return term;
    }

    /// <summary>For every part and centre, what it adds to the distance from a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="tables">Receives <see cref="Parts"/> × <see cref="Centers"/> values.</param>
    public void Tables(float* query, Span<float> tables)
    {
        var factor = euclidean ? -2f : -1f;
        for (var p = 0; p < Parts; p++)
        {
            var table = tables.Slice(p * Centers, Centers);
            table.Clear();
            for (var d = 0; d < PartWidth(p); d++)
            {
                var at = (p * width) + d;
                TensorPrimitives.MultiplyAdd(books.AsSpan(at * Centers, Centers), factor * query[at], table, table);
            }
        }
    }

    /// <summary>Tables of 16 values as 6 bits each.</summary>
    /// <returns>A sum of look-ups is worth unit × sum + constant.</returns>
    public (float Unit, float Constant) Round(ReadOnlySpan<float> tables, Span<byte> rounded)
    {
        var (widest, constant) = (0f, 0f);
        Span<float> least = stackalloc float[Parts];
        for (var p = 0; p < Parts; p++)
        {
            var table = tables.Slice(p * 16, 16);
            least[p] = TensorPrimitives.Min(table);
            widest = Math.Max(widest, TensorPrimitives.Max(table) - least[p]);
            constant += least[p];
        }
        var unit = widest > 0 ? widest / 63 : 1;
        for (var p = 0; p < Parts; p++)
        for (var c = 0; c < 16; c++)
            rounded[(p * 16) + c] = (byte)(((tables[(p * 16) + c] - least[p]) / unit) + .5f);
        return (unit, constant);
    }

    private int PartWidth(int part) => Math.Min(width, dimensions - (part * width));
}
