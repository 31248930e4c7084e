using System.Text.Json;
using Ninefold.Bench.Tuning;
using Ninefold.Models.Tuning;

const int Trials = 60;
const int Seeds = 30;
const double Reach = .8;

// Every search begins with the same random point of its seed, and so has 60 trials in all as the others have.
var options = new SearchOptions(HigherIsBetter: false);
(string Name, SearchMethod Method)[] methods =
[
    ("random", new RandomSearch(Trials, options)),
    ("parzen", new ParzenSearch(Trials, options)),
    ("evolution", new EvolutionSearch(Trials, options)),
];

var rows = Functions
    .All.AsParallel()
    .AsOrdered()
    .Select(function => new Row(function.Name, methods.ToDictionary(m => m.Name, m => Median(m.Method, function))))
    .ToList();
foreach (var row in rows)
    Console.WriteLine($"{row.Function, -20} {string.Join("  ", row.Medians.Select(m => $"{m.Key} {m.Value, 12:g6}"))}");
var shares = methods
    .Skip(1)
    .ToDictionary(m => m.Name, m => rows.Count(r => r.Medians[m.Name] < r.Medians["random"]) / (double)rows.Count);
Console.WriteLine($"better than random: {string.Join(", ", shares.Select(s => $"{s.Key} {s.Value:p0}"))}");
if (args is [var path, ..])
    File.WriteAllText(
        path,
        JsonSerializer.Serialize(
            new
            {
                Trials,
                Seeds,
                Shares = shares,
                Rows = rows,
            },
            new JsonSerializerOptions { WriteIndented = true }
        )
    );
return shares["parzen"] >= Reach ? 0 : 1;

static double Median(SearchMethod method, Function function)
{
    var space = new SearchSpace<double[]>();
    foreach (var (i, (low, high)) in function.Box.Index())
        space.Add($"x{i}", new Uniform(low, high), (x, value) => [.. x.Select((v, j) => j == i ? value : v)]);
    double[] bests =
    [
        .. Enumerable
            .Range(1, Seeds)
            .Select(seed =>
            {
                var random = new Random(1000 + seed);
                double[] start = [.. function.Box.Select(b => double.Lerp(b.Low, b.High, random.NextDouble()))];
                return method.Run(space, start, function.Value, new(seed), TimeProvider.System).Best.Value;
            })
            .Order(),
    ];
    return (bests[Seeds / 2 - 1] + bests[Seeds / 2]) / 2;
}

internal sealed record Row(string Function, IReadOnlyDictionary<string, double> Medians);
