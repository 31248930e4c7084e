using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.FeatureBackfill;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;

// Seconds and peak memory of filling in a training table's features, beside the same windows written by hand, in one run.
const int Seed = 1;
const long Memory = 1_000_000_000;
const int Threads = 2;
var count = args.Length > 1 ? int.Parse(args[1]) : 1_750_000;
var rounds = args.Length > 2 ? int.Parse(args[2]) : 3;
var folder = Directory.CreateTempSubdirectory("ninefold-backfill").FullName;
var file = Path.Combine(folder, "payments.parquet");
await ObservationParquet.WriteAsync(file, Payments.Make(count, Seed));
Console.WriteLine($"{count} payments, {new FileInfo(file).Length / 1e6:F0} MB");

FeatureView View(string name, ViewEntity entity, params int[] days) =>
    new(name)
    {
        Kinds = ["payment"],
        Entity = entity,
        Aggregates = [Aggregate.Count, Aggregate.Mean, Aggregate.Max],
        Windows = [.. days.Select(d => Window.Sliding(TimeSpan.FromDays(d)))],
    };

FeatureView[] views = [View("customer", ViewEntity.Subject, 1, 7, 30), View("terminal", ViewEntity.Item, 1, 7, 30)];
var measured = new List<object>();
foreach (var view in views)
{
    var column = view.Entity == ViewEntity.Subject ? "subject" : "item";
    var rows = Payments
        .Make(count, Seed)
        .Select(p => new EntityMoment(view.Entity == ViewEntity.Subject ? p.Subject! : p.Item!, p.At))
        .ToArray();
    var (own, plain, ratios) = (new List<double>(), new List<double>(), new List<double>());
    var (ownPeak, plainPeak, largest) = (0.0, 0.0, 0.0);
    for (var round = 0; round < rounds; round++)
    {
        PeakMemory.Reset();
        var clock = Stopwatch.StartNew();
        var values = new OfflineView(view)
        {
            MemoryLimit = Memory,
            Threads = Threads,
            Temporary = folder,
        }.Compute([file], rows);
        own.Add(clock.Elapsed.TotalSeconds);
        ownPeak = Math.Max(ownPeak, PeakMemory.Megabytes());
        PeakMemory.Reset();
        clock.Restart();
        var expected = PlainQuery.Run(file, column, count, Memory, Threads, folder);
        plain.Add(clock.Elapsed.TotalSeconds);
        plainPeak = Math.Max(plainPeak, PeakMemory.Megabytes());
        ratios.Add(own[^1] / plain[^1]);
        for (var i = 0; i < values.Length; i++)
            if (!values[i].Equals(expected[i]))
                largest = Math.Max(largest, Math.Abs(values[i] - expected[i]));
        Console.WriteLine($"{view.Name}: {own[^1]:F1} s, by hand {plain[^1]:F1} s");
    }
    measured.Add(
        new
        {
            view = view.Name,
            seconds = new { ninefold = Spread.Of(own), by_hand = Spread.Of(plain) },
            ninefold_over_by_hand = Spread.Of(ratios),
            peak_megabytes = new { ninefold = ownPeak, by_hand = plainPeak },
            largest_difference = largest,
        }
    );
}

// 50 columns: two views of five windows of five aggregates; 250: ten such.
FeatureView[] Wide(int number) =>
    [
        .. Enumerable
            .Range(0, number)
            .Select(i =>
                View($"v{i}", i % 2 == 0 ? ViewEntity.Subject : ViewEntity.Item, 1, 2, 7, 14, 30) with
                {
                    Aggregates =
                    [
                        Aggregate.Count,
                        Aggregate.Mean,
                        Aggregate.Max,
                        Aggregate.Last,
                        Aggregate.DecayedMean(TimeSpan.FromDays(3)),
                    ],
                }
            ),
    ];

var payments = Payments.Make(Math.Min(count, 1_750_000), Seed).ToArray();
var results = new
{
    schema = 1,
    data = new
    {
        payments = count,
        Payments.Customers,
        Payments.Terminals,
        Payments.Days,
        seed = Seed,
    },
    memory_limit_megabytes = Memory / 1_000_000,
    threads = Threads,
    rounds,
    backfill = measured,
    ingestion_observations_per_second = new { two_views_of_9_columns = Online.ObservationsPerSecond(views, payments) },
    read = new[] { Online.Read(Wide(2), payments, 20_000, Seed), Online.Read(Wide(10), payments, 10_000, Seed) },
};
var text = JsonSerializer.Serialize(
    results,
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args.Length > 0)
    File.WriteAllText(args[0], text + "\n");
Directory.Delete(folder, recursive: true);
