namespace Ninefold.Serving;

/// <summary>One table, whose buckets are the vectors that are closest to a centre of k-means.</summary>
internal sealed unsafe class CentroidRouter : IRouter
{
    private readonly NativeBlock block;
    private readonly NativeBlock[] codes;
    private readonly CodedVectors coded;
    private readonly int dimensions;
    private readonly VectorMetric metric;

    private CentroidRouter(NativeBlock centers, int dimensions, int clusters, VectorMetric metric)
    {
        (block, this.dimensions, Buckets, this.metric) = (centers, dimensions, clusters, metric);
        Stride = HnswGraph.PaddedLength(dimensions);
        codes = [.. CodedVectors.Lengths(dimensions, VectorCoding.EightBits, clusters).Select(l => new NativeBlock(l))];
        coded = new CodedVectors(dimensions, VectorCoding.EightBits, codes);
        coded.Learn(Centers, Stride, clusters);
    }

    public int Tables => 1;
    public int Buckets { get; }
    public long Bytes => block.Length + codes.Sum(c => c.Length);
    public int Stride { get; }
    public float* Centers => (float*)block.Pointer;

    public static CentroidRouter Learned(VectorStore store, IvfOptions options)
    {
        var clusters = options.Clusters > 0 ? options.Clusters : Math.Max(1, (int)(4 * Math.Sqrt(store.Slots)));
        var centers = KMeans.Centers(store.Vectors, store.Stride, store.Slots, clusters, new Random(options.Seed));
        return new(centers, store.Dimensions, clusters, options.Metric);
    }

    public static CentroidRouter Read(BinaryReader reader, int dimensions, VectorMetric metric)
    {
        var clusters = reader.ReadInt32();
        var block = new NativeBlock((long)clusters * HnswGraph.PaddedLength(dimensions) * sizeof(float));
        reader.BaseStream.ReadExactly(new Span<byte>(block.Pointer, (int)block.Length));
        return new(block, dimensions, clusters, metric);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Buckets);
        writer.Write(new ReadOnlySpan<byte>(block.Pointer, (int)block.Length));
    }

    public void Route(float* vector, Span<int> buckets) =>
        buckets[0] = KMeans.Nearest(vector, Centers, Stride, Buckets);

    // By codes: a centre that comes a place too early or too late does not matter.
    public void Probe(SearchScratch scratch, int width)
    {
        scratch.Encode(coded, metric);
        var distance = new CodeDistance<ByteCode>(coded, scratch.Coded, scratch.Terms);
        var wanted = Math.Min(width, Buckets);
        var pool = scratch.Pool(wanted, wanted);
        for (var c = 0; c < Buckets; c++)
            if (NeighborPool.Entry(distance.To(c), c) is var entry && entry < pool.Worst)
                pool.Insert(entry);
        scratch.Probes.Clear();
        for (var i = 0; i < wanted; i++)
            scratch.Probes.Add(NeighborPool.Slot(pool[i]));
    }
}
