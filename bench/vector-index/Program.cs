using System.Runtime.InteropServices;
using System.Text.Json;
using Ninefold.Bench.VectorIndex;
using Ninefold.Serving;

// Speed at equal recall, and the time to build: HnswIndex beside hnswlib, one thread each, in alternation.
const int Count = 100_000;
const int Dimensions = 128;
const int Each = 10;
const int PerSet = 1000;
const int Rounds = 21;
const int Links = 16;
const int BuildWidth = 200;
const double Relaxation = 1.05;
const double SpeedTarget = 1.5;
const double BuildTarget = 1.7;
int[] widths = [10, 14, 20, 28, 40, 60, 100];

var source = new ClusteredVectors(Dimensions, clusters: 1000, spread: .5, seed: 2);
var vectors = source.Draw(Count);
var asked = source.Draw(2 * PerSet);
using var peer = new Hnswlib(vectors, asked, Dimensions, Each);
var options = new HnswOptions(Links, BuildWidth, Relaxation: Relaxation, Metric: VectorMetric.Euclidean);
var own = new HnswIndex(Dimensions, options);
var peerBytes = peer.Begin(Links, BuildWidth);
var builds = new List<(double Own, double Peer)>();
for (var first = 0; first < Count; first += Count / 20)
{
    var start = Environment.CpuUsage.TotalTime;
    for (var item = first; item < first + (Count / 20); item++)
        own.Add(item, vectors.AsSpan(item * Dimensions, Dimensions));
    builds.Add(((Environment.CpuUsage.TotalTime - start).TotalSeconds, peer.Add(first, Count / 20)));
    Console.Error.WriteLine($"{first + (Count / 20)} vectors: {builds[^1]}");
}

// Widths are chosen on one half of the queries and reported on the other.
var choosing = new Queries(asked[..(PerSet * Dimensions)], vectors, Dimensions, Each);
var reporting = new Queries(asked[(PerSet * Dimensions)..], vectors, Dimensions, Each);
var found = new int[PerSet * Each];

double RunOwn(Queries queries, int width) => queries.Search(own, width, found);
double RunPeer(int width, int first) => peer.Search(width, first, found);

int Choose(double recall, Action<int> run)
{
    var (low, high) = (Each, 400);
    while (low < high)
    {
        var middle = (low + high) / 2;
        run(middle);
        (low, high) = choosing.Recall(found) >= recall ? (low, middle) : (middle + 1, high);
    }
    return low;
}

(Point Own, Point Peer, Spread Ratio) Compare(int ownWidth, int peerWidth)
{
    var (ownSeconds, peerSeconds) = (new List<double>(), new List<double>());
    var (ownRecall, peerRecall) = (0.0, 0.0);
    for (var round = 0; round < Rounds; round++)
    {
        ownSeconds.Add(RunOwn(reporting, ownWidth));
        ownRecall = reporting.Recall(found);
        peerSeconds.Add(RunPeer(peerWidth, PerSet));
        peerRecall = reporting.Recall(found);
    }
    return (
        new(ownWidth, ownRecall, PerSet / Spread.Of(ownSeconds).Median),
        new(peerWidth, peerRecall, PerSet / Spread.Of(peerSeconds).Median),
        Spread.Of(peerSeconds.Zip(ownSeconds, (p, o) => p / o))
    );
}

var chosen = new[] { .95, .98, .99 }
    .Select(recall =>
    {
        var at = Compare(Choose(recall, w => RunOwn(choosing, w)), Choose(recall, w => RunPeer(w, 0)));
        return new
        {
            recall,
            ninefold = at.Own,
            hnswlib = at.Peer,
            speed_ratio = at.Ratio,
        };
    })
    .ToArray();
var curve = widths.Select(w => Compare(w, w)).ToArray();
var (ownCurve, peerCurve) = (curve.Select(c => c.Own).ToArray(), curve.Select(c => c.Peer).ToArray());
var build = builds.Sum(b => b.Peer) / builds.Sum(b => b.Own);
var results = new
{
    schema = 1,
    data = new
    {
        vectors = Count,
        dimensions = Dimensions,
        clusters = 1000,
        each = Each,
        queries = PerSet,
    },
    options,
    processor = RuntimeInformation.ProcessArchitecture.ToString(),
    rounds = Rounds,
    at_recall = chosen,
    build = new
    {
        ninefold_seconds = builds.Sum(b => b.Own),
        hnswlib_seconds = builds.Sum(b => b.Peer),
        ratio = build,
        parts = Spread.Of(builds.Select(b => b.Peer / b.Own)),
    },
    bytes_per_vector = new { ninefold = own.BytesPerVector, hnswlib = peerBytes },
    targets = new
    {
        speed_ratio = SpeedTarget,
        build_ratio = BuildTarget,
        speed_met = chosen.All(c => c.speed_ratio.Median >= SpeedTarget),
        build_met = build >= BuildTarget,
    },
};
var json = new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
var text = JsonSerializer.Serialize(results, json);
Console.WriteLine(text);
Console.WriteLine(Curves.Table(ownCurve, peerCurve));
if (args is [var folder])
{
    File.WriteAllText(Path.Combine(folder, "results.json"), text + "\n");
    File.WriteAllText(Path.Combine(folder, "curves.md"), Curves.Table(ownCurve, peerCurve));
    File.WriteAllText(Path.Combine(folder, "curves.svg"), Curves.Picture(ownCurve, peerCurve));
}
return results.targets is { speed_met: true, build_met: true } ? 0 : 1;
