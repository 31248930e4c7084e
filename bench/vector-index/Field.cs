using Ninefold.Serving;

namespace Ninefold.Bench.VectorIndex;

/// <summary>Builds all contenders over the same vectors, one thread each.</summary>
internal sealed class Field(float[] vectors, int dimensions, HnswOptions options, Hnswlib peer)
{
    private const int Parts = 20;

    /// <summary>Processor seconds of building the graph, ours and the peer's in alternation.</summary>
    public List<(double Own, double Peer)> Builds { get; } = [];

    /// <param name="all">Whether the kinds that are far slower take part.</param>
    public List<Contender> Build(bool all)
    {
        var peerBytes = peer.Begin(options.Links, options.BuildWidth);
        var graph = new HnswIndex(dimensions, options);
        var count = vectors.Length / dimensions;
        for (var part = 0; part < Parts; part++)
        {
            var (first, end) = ((int)((long)count * part / Parts), (int)((long)count * (part + 1) / Parts));
            var own = Seconds(() =>
            {
                for (var item = first; item < end; item++)
                    graph.Add(item, vectors.AsSpan(item * dimensions, dimensions));
            });
            Builds.Add((own, peer.Add(first, end - first)));
            Console.Error.WriteLine($"{end} vectors: {Builds[^1]}");
        }
        var ownSeconds = Builds.Sum(b => b.Own);
        List<Contender> field =
        [
            new(
                "hnswlib",
                4096,
                Builds.Sum(b => b.Peer),
                peerBytes,
                (q, width, found) => peer.Search(width, q.First, found)
            ),
            Contender.Of("HNSW", graph, 4096, ownSeconds, batch: false),
        ];
        foreach (var (name, coding) in new[] { ("8-bit", VectorCoding.EightBits), ("4-bit", VectorCoding.FourBits) })
        {
            var coded = graph.Recoded(coding);
            field.Add(Contender.Of($"HNSW {name}", coded, 4096, ownSeconds, batch: false));
            field.Add(Contender.Of($"HNSW {name}, batch", coded, 4096, ownSeconds, batch: true));
        }
        var metric = options.Metric;
        Add(
            field,
            "IVF-PQ 4-bit, batch",
            512,
            batch: true,
            () =>
                new IvfIndex(
                    vectors,
                    dimensions,
                    new()
                    {
                        Metric = metric,
                        Products = dimensions / 2,
                        Reranked = 40,
                    }
                )
        );
        if (!all)
            return field;
        Add(
            field,
            "IVF 8-bit",
            512,
            batch: false,
            () =>
                new IvfIndex(
                    vectors,
                    dimensions,
                    new()
                    {
                        Metric = metric,
                        Coding = VectorCoding.EightBits,
                        Reranked = 20,
                    }
                )
        );
        Add(
            field,
            "LSH",
            2048,
            batch: false,
            () =>
                new LshIndex(
                    vectors,
                    dimensions,
                    new()
                    {
                        Metric = metric,
                        Coding = VectorCoding.EightBits,
                        Reranked = 20,
                    }
                )
        );
        Add(
            field,
            "RP trees",
            2048,
            batch: false,
            () =>
                new TreeIndex(
                    vectors,
                    dimensions,
                    new()
                    {
                        Metric = metric,
                        Coding = VectorCoding.EightBits,
                        Reranked = 20,
                    }
                )
        );
        return field;
    }

    private static void Add(List<Contender> field, string name, int widest, bool batch, Func<IVectorIndex> build)
    {
        IVectorIndex? index = null;
        var seconds = Seconds(() => index = build());
        Console.Error.WriteLine($"{name}: {seconds:F1} s");
        field.Add(Contender.Of(name, index!, widest, seconds, batch));
    }

    private static double Seconds(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }
}
