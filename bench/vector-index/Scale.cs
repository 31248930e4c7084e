using System.Globalization;
using System.Text;
using Ninefold.Serving;

namespace Ninefold.Bench.VectorIndex;

/// <summary>What becomes of the speed when there are ten times as many vectors: the same kinds of graph over 100,000 and 1,000,000.</summary>
internal static class Scale
{
    private const int PerSet = 1000;
    private const int Rounds = 7;

    private sealed record Size(Queries Choosing, Queries Reporting, IReadOnlyList<Contender> Contenders);

    public static void Run(int dimensions, int each, HnswOptions options, string? folder)
    {
        var (small, large) = (Of(100_000, dimensions, each, options), Of(1_000_000, dimensions, each, options));
        var load = Report.Load();
        var text = new StringBuilder()
            .Append(
                CultureInfo.InvariantCulture,
                $"Euclidean, {dimensions} dimensions, clusters of 100, the best {each}; "
            )
            .Append(CultureInfo.InvariantCulture, $"{Rounds} rounds; load average {load}.\n\n")
            .Append("| index | build of the million, processor s | bytes a vector |\n|---|---|---|\n");
        foreach (var c in large.Contenders)
            text.Append(CultureInfo.InvariantCulture, $"| {c.Name} | {c.BuildSeconds:F0} | {c.BytesPerVector:F0} |\n");
        text.Append(
            "\n| recall asked | index | 100,000: width, recall, queries/s | 1,000,000: width, recall, queries/s | speed kept |\n|---|---|---|---|---|\n"
        );
        var (results, curve) = (new List<object>(), new List<Point>());
        var found = new int[PerSet * each];
        foreach (var goal in new[] { .95, .98 })
        foreach (var (few, many) in small.Contenders.Zip(large.Contenders))
        {
            if (
                few.WidthFor(goal, small.Choosing, each) is not { } first
                || many.WidthFor(goal, large.Choosing, each) is not { } second
            )
                continue;
            var (before, after) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                before.Add(few.Search(small.Reporting, first, found));
                after.Add(many.Search(large.Reporting, second, found));
            }
            var kept = Spread.Of(before.Zip(after, (b, a) => b / a));
            few.Search(small.Reporting, first, found);
            var at = new Point(few.Name, first, small.Reporting.Recall(found), PerSet / Spread.Of(before).Median);
            many.Search(large.Reporting, second, found);
            var then = new Point(many.Name, second, large.Reporting.Recall(found), PerSet / Spread.Of(after).Median);
            results.Add(
                new
                {
                    goal,
                    hundred_thousand = at,
                    million = then,
                    kept,
                }
            );
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {goal} | {few.Name} | {at.Width}, {at.Recall:F4}, {at.QueriesPerSecond:N0} | "
                )
                .Append(CultureInfo.InvariantCulture, $"{then.Width}, {then.Recall:F4}, {then.QueriesPerSecond:N0} | ")
                .Append(CultureInfo.InvariantCulture, $"**{kept.Median:F2}** ({kept.Low:F2} – {kept.High:F2}) |\n");
            foreach (var (size, contender, width) in new[] { ("100,000", few, first), ("1,000,000", many, second) })
            foreach (var factor in goal == .95 ? new[] { .75, 1, 1.5, 2, 3 } : [])
            {
                var queries = contender == few ? small.Reporting : large.Reporting;
                var wide = (int)Math.Max(1, width * factor);
                var seconds = Spread.Of(Enumerable.Range(0, 3).Select(_ => contender.Search(queries, wide, found)));
                curve.Add(new($"{contender.Name}, {size}", wide, queries.Recall(found), PerSet / seconds.Median));
            }
        }
        text.Append('\n').Append(Curves.Table(curve));
        Report.Save(
            folder,
            "million",
            new
            {
                load,
                rounds = Rounds,
                options,
                results,
            },
            text.ToString(),
            curve
        );
    }

    private static Size Of(int count, int dimensions, int each, HnswOptions options)
    {
        var source = new ClusteredVectors(dimensions, clusters: count / 100, spread: .5, seed: 2);
        var (vectors, asked) = (source.Draw(count), source.Draw(2 * PerSet));
        var start = Environment.CpuUsage.TotalTime;
        var graph = new HnswIndex(vectors, dimensions, options);
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        Console.Error.WriteLine($"{count} vectors: {seconds:F1} s");
        var contenders = new List<Contender> { Contender.Of("HNSW", graph, 4096, seconds, batch: false) };
        foreach (var (name, coding) in new[] { ("8-bit", VectorCoding.EightBits), ("4-bit", VectorCoding.FourBits) })
        {
            var coded = graph.Recoded(coding);
            contenders.Add(Contender.Of($"HNSW {name}", coded, 4096, seconds, batch: false));
            contenders.Add(Contender.Of($"HNSW {name}, batch", coded, 4096, seconds, batch: true));
        }
        var exact = new ExactIndex(vectors, dimensions, new VectorIndexOptions { Metric = options.Metric });
        return new(
            new Queries(asked[..(PerSet * dimensions)], 0, exact, each),
            new Queries(asked[(PerSet * dimensions)..], PerSet, exact, each),
            contenders
        );
    }
}
