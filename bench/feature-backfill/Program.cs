using System.Text.Json;
using Ninefold.Bench.FeatureBackfill;
using Ninefold.Features.Views;

// Filling in a training table's features beside the same windows written by hand, the same alone on ten times the rows, and
// the side that serves.
const int Seed = 1;
var rounds = args.Length > 1 ? int.Parse(args[1]) : 3;
var tenfold = args.Length <= 2 || bool.Parse(args[2]);

FeatureView View(string name, ViewEntity entity, params int[] days) =>
    new(name)
    {
        Kinds = ["payment"],
        Entity = entity,
        Aggregates = [Aggregate.Count, Aggregate.Mean, Aggregate.Max],
        Windows = [.. days.Select(d => Window.Sliding(TimeSpan.FromDays(d)))],
    };

FeatureView[] views = [View("customer", ViewEntity.Subject, 1, 7, 30), View("terminal", ViewEntity.Item, 1, 7, 30)];
var backfill = new List<object> { await Backfill.RunAsync(views, copies: 1, rounds, byHand: true) };
if (tenfold)
    backfill.Add(await Backfill.RunAsync(views, copies: 10, rounds: 1, byHand: false));

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

var payments = new Payments(1).All().ToArray();
var results = new
{
    schema = 2,
    backfill,
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
