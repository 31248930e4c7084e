using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Text;
using Ninefold.Bench.VectorIndex;
using Ninefold.Serving;

// Speed at equal recall, the time to build and the memory: all indexes beside hnswlib, one thread each, in alternation.
//   [clustered | words | million | small] [FOLDER for the results]; small only shows that it runs, million compares with 100,000 and not with hnswlib
const int Each = 10;
const int Links = 16;
const int BuildWidth = 200;
var data = args.FirstOrDefault(a => a is "clustered" or "words" or "million" or "small") ?? "clustered";
var folder = args.FirstOrDefault(a => a != data);
var rounds = data == "clustered" ? 9 : 5;

// Widths are chosen on the first queries and reported on the others; there are only so many words to spare.
var (chosen, reported) = data == "clustered" ? (4000, 2000) : (1000, 1000);
var (dimensions, metric) =
    data == "words" ? (WordVectors.Dimensions, VectorMetric.Cosine) : (128, VectorMetric.Euclidean);
var options = new HnswOptions(Links, BuildWidth, Relaxation: 1.05, Metric: metric);
if (data == "million")
{
    Scale.Run(dimensions, Each, options, folder);
    return;
}
float[] vectors;
float[] asked;
if (data == "words")
{
    // Held-out words ask; hnswlib's Euclidean distance of vectors of length 1 orders as their cosine does.
    var words = WordVectors.Read(Path.Combine(Path.GetTempPath(), "ninefold-word-vectors"), seed: 2);
    for (var at = 0; at < words.Length; at += dimensions)
        TensorPrimitives.Divide(
            words.AsSpan(at, dimensions),
            TensorPrimitives.Norm(words.AsSpan(at, dimensions)),
            words.AsSpan(at, dimensions)
        );
    (asked, vectors) = (words[..((chosen + reported) * dimensions)], words[((chosen + reported) * dimensions)..]);
}
else
{
    var count = data == "small" ? 5000 : 100_000;
    var source = new ClusteredVectors(dimensions, clusters: count / 100, spread: .5, seed: 2);
    (vectors, asked) = (source.Draw(count), source.Draw(chosen + reported));
}
using var peer = new Hnswlib(vectors, asked, dimensions, Each);
var field = new Field(vectors, dimensions, options, peer);
var contenders = field.Build(all: data != "words");

var exact = new ExactIndex(vectors, dimensions, new VectorIndexOptions { Metric = metric });
var choosing = new Queries(asked[..(chosen * dimensions)], 0, exact, Each);
var reporting = new Queries(asked[(chosen * dimensions)..], chosen, exact, Each);
var found = new int[reported * Each];
var load = Report.Load();

var results = new List<Result>();
foreach (var goal in new[] { .95, .98 })
{
    Console.Error.WriteLine($"recall {goal}");
    var entered = contenders.Select(c => (Contender: c, Width: c.WidthFor(goal, choosing, Each))).ToArray();
    var times = entered.Select(_ => new List<double>()).ToArray();
    var recalls = new double[entered.Length];
    for (var round = 0; round < rounds; round++)
        foreach (var (i, (contender, width)) in entered.Index())
            if (width is { } reached)
            {
                times[i].Add(contender.Search(reporting, reached, found));
                recalls[i] = reporting.Recall(found);
            }
    foreach (var (i, (contender, width)) in entered.Index())
        if (width is { } reached)
            results.Add(
                new(
                    goal,
                    new(contender.Name, reached, recalls[i], reported / Spread.Of(times[i]).Median),
                    Spread.Of(times[0].Zip(times[i], (p, own) => p / own))
                )
            );
        else
            results.Add(
                new(goal, new(contender.Name, 0, double.NaN, double.NaN), new(double.NaN, double.NaN, double.NaN))
            );
}

// Around the width of the first recall, by halves and doubles.
var curve = new List<Point>();
foreach (var (i, contender) in contenders.Index())
foreach (var factor in new[] { .25, .5, 1, 2, 4 })
    if (results[i].At.Width is > 0 and var middle && (int)Math.Max(1, middle * factor) is var width)
    {
        var seconds = Spread.Of(Enumerable.Range(0, 3).Select(_ => contender.Search(reporting, width, found)));
        curve.Add(new(contender.Name, width, reporting.Recall(found), reported / seconds.Median));
    }

var width512 =
    Vector512.IsHardwareAccelerated ? "AVX-512"
    : Vector256.IsHardwareAccelerated ? "AVX2"
    : "neither AVX-512 nor AVX2";
var text = new StringBuilder();
text.Append(
        CultureInfo.InvariantCulture,
        $"{vectors.Length / dimensions:N0} × {dimensions}, {metric}, the best {Each}; "
    )
    .Append(
        CultureInfo.InvariantCulture,
        $"{width512}; {rounds} rounds; load average {load} on {Environment.ProcessorCount} processors.\n\n"
    )
    .Append("| index | build, processor s | bytes a vector |\n|---|---|---|\n");
foreach (var c in contenders)
    text.Append(CultureInfo.InvariantCulture, $"| {c.Name} | {c.BuildSeconds:F1} | {c.BytesPerVector:F0} |\n");
text.Append(
    "\n| recall asked | index | width | recall | queries/s | hnswlib's time / its own: median (lowest – highest) |\n|---|---|---|---|---|---|\n"
);
foreach (var r in results)
    text.Append(
        CultureInfo.InvariantCulture,
        $"| {r.Goal} | {r.At.Name} | {r.At.Width} | {r.At.Recall:F4} | {r.At.QueriesPerSecond:N0} | **{r.Ratio.Median:F2}** ({r.Ratio.Low:F2} – {r.Ratio.High:F2}) |\n"
    );
text.Append('\n').Append(Curves.Table(curve));
var figures = new
{
    data,
    load,
    rounds,
    options,
    builds = Spread.Of(field.Builds.Select(b => b.Peer / b.Own)),
    results,
};
Report.Save(folder, data, figures, text.ToString(), curve);

/// <summary>How one index did where a recall was asked for.</summary>
internal sealed record Result(double Goal, Point At, Spread Ratio);
