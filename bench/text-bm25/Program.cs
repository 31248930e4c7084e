using System.Text.Json;
using Ninefold.Bench.TextBm25;
using Ninefold.Text.Indexing;

// The ten best of BM25 on one thread: the text index beside Java's Lucene, in alternation. [FILE for the results]
const int Documents = 100_000;
const int Words = 92;
const int Queries = 1000;
const int Seed = 1;
const int Rounds = 9;
const int Warm = 5;
const double Goal = 1;
var source = new SyntheticTexts(Seed);
string[] texts = [.. Enumerable.Range(0, Documents).Select(_ => source.Text(Words))];
string[] queries = [.. Enumerable.Range(0, Queries).Select(_ => source.Query())];
using var peer = new JavaLucene(texts, queries);
Console.Error.WriteLine($"Lucene is {peer.Ready} segments");
using var index = TextIndex.InMemory(
    new(new TextField("body")),
    texts.Select((text, i) => new TextDocument($"{i}") { Texts = new Dictionary<string, string> { ["body"] = text } })
);

(double Seconds, string[][] Found) Search()
{
    var found = new string[queries.Length][];
    var start = Environment.CpuUsage.TotalTime;
    for (var i = 0; i < found.Length; i++)
        found[i] = [.. index.Search(new(queries[i]) { Documents = false }).Hits.Select(h => h.Id)];
    return ((Environment.CpuUsage.TotalTime - start).TotalSeconds, found);
}

for (var i = 0; i < Warm; i++)
    (_, _) = (Search(), peer.Search());
var (own, its, ratios, shared) = (new List<double>(), new List<double>(), new List<double>(), 0.0);
for (var round = 0; round < Rounds; round++)
{
    var (seconds, found) = Search();
    var (other, expected) = peer.Search();
    own.Add(Queries / seconds);
    its.Add(Queries / other);
    ratios.Add(other / seconds);
    shared = found.Zip(expected, (a, b) => (double)a.Intersect(b).Count() / Math.Max(1, b.Length)).Average();
}
var results = new
{
    schema = 1,
    documents = Documents,
    words = Words,
    queries = Queries,
    seed = Seed,
    threads = 1,
    rounds = Rounds,
    load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown",
    queries_per_processor_second = new { ninefold = Spread.Of(own), java_lucene = Spread.Of(its) },
    ninefold_over_java_lucene = Spread.Of(ratios),
    shared_among_ten_best = shared,
    goal = Goal,
    met = Spread.Of(ratios).Median >= Goal,
};
var json = JsonSerializer.Serialize(results, new JsonSerializerOptions { WriteIndented = true });
Console.WriteLine(json);
if (args is [var path])
    File.WriteAllText(path, json + "\n");
return results.met ? 0 : 1;
