namespace Ninefold.Serving;

/// <summary>An HNSW index as a file.</summary>
internal static class HnswFile
{
    internal const string Kind = "9F-HNSW\n";

    public static void Save(string path, HnswGraph graph, HnswOptions options)
    {
        var lengths = HnswGraph.Lengths(graph.Dimensions, graph.Links, graph.Coding, graph.Slots, graph.UpperUsed);
        IndexFile.Save(
            path,
            Kind,
            head =>
            {
                head.Write(graph.Dimensions);
                head.Write(graph.Slots);
                head.Write(graph.UpperUsed);
                head.Write(graph.Entry);
                head.Write(options.Links);
                head.Write(options.BuildWidth);
                head.Write(options.Width);
                head.Write(options.Relaxation);
                head.Write((int)options.Metric);
                head.Write(options.Seed);
                head.Write((int)options.Coding);
            },
            [.. graph.Blocks.Zip(lengths)]
        );
    }

    public static (HnswGraph Graph, HnswOptions Options) Load(string path) =>
        IndexFile.Load(
            path,
            Kind,
            (head, next) =>
            {
                var (dimensions, slots, upperUsed) = (head.ReadInt32(), head.ReadInt32(), head.ReadInt32());
                var entry = head.ReadInt64();
                var options = new HnswOptions(
                    head.ReadInt32(),
                    head.ReadInt32(),
                    head.ReadInt32(),
                    head.ReadDouble(),
                    (VectorMetric)head.ReadInt32(),
                    head.ReadInt32(),
                    (VectorCoding)head.ReadInt32()
                ).Validated();
                var lengths = HnswGraph.Lengths(dimensions, options.Links, options.Coding, slots, upperUsed);
                return (
                    new HnswGraph(dimensions, options.Links, options.Coding, [.. lengths.Select(next)])
                    {
                        Slots = slots,
                        UpperUsed = upperUsed,
                        Entry = entry,
                    },
                    options
                );
            }
        );
}
