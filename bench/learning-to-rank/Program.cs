using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.LearningToRank;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Torch.Ranking;

// LightGBM's ranking example: its own protocol, and beside it rankers that are chosen on the training queries. [FILE for the results]
const int Seed = 5;
const int MostRounds = 50;
const int MostEpochs = 60;
FetchedDataset files;
try
{
    var home = Environment.GetEnvironmentVariable("NINEFOLD_HOME") ?? ".ninefold";
    var local = Environment.GetEnvironmentVariable("NINEFOLD_DATA");
    files = await new DatasetStore(Path.Combine(home, "data"), local, TimeProvider.System).GetAsync([
        LightGbmExample.Entry,
    ]);
}
catch (InvalidDatasetException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
var (train, test) = (LightGbmExample.Read(files, "train"), LightGbmExample.Read(files, "test"));
var folds = Folds.Grouped(train.Groups, folds: 5, Seed);
Metric<double, double>[] metrics = [.. new[] { 1, 3, 10 }.Select(k => new Ndcg(k, exponentialGain: true).OverGroups())];
var results = new List<Measured>();

Measure("linear-regression", "l2", ByPenalty(l2 => new LinearRegression(l2)), l2 => new LinearRegression(l2));
Measure("linear-ranker", "l2", ByPenalty(l2 => new LinearRanker(l2)), l2 => new LinearRanker(l2));

// libtorch before LightGBM, so that both share one OpenMP runtime.
foreach (var loss in Enum.GetValues<RankingLoss>())
    Measure(
        $"neural-ranker, {loss}",
        "epochs",
        ByCurve(Neural(loss, MostEpochs, MostEpochs)),
        n => Neural(loss, (int)n, 0)
    );
foreach (var objective in new[] { TreeObjective.LambdaRank, TreeObjective.XeNdcg })
    Measure(
        $"boosted-trees, {objective}",
        "trees",
        ByCurve(OwnProtocol.Trees(objective, MostRounds) with { Patience = MostRounds, RankAt = 3 }),
        trees => OwnProtocol.Trees(objective, (int)trees)
    );

OwnProtocol[] own =
[
    OwnProtocol.Run(TreeObjective.LambdaRank, new(train, test), .5674, .578, Seed),
    OwnProtocol.Run(TreeObjective.XeNdcg, new(train, test), .6211, .6253, Seed),
];
var met = own.All(protocol => protocol.Met);
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        data = new
        {
            id = LightGbmExample.Entry.Id,
            train_queries = train.Groups[^1] + 1,
            train_rows = train.Count,
            test_queries = test.Groups[^1] + 1,
            test_rows = test.Count,
        },
        seed = Seed,
        threads = 1,
        own_protocol = own,
        chosen_on_training_queries = results,
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return met ? 0 : 1;

static NeuralRanker Neural(RankingLoss loss, int epochs, int patience) =>
    new(loss, Dropout: .3, RankAt: 3) { Training = new(epochs, BatchSize: 16, WeightDecay: .01, Patience: patience) };

// The round with the best mean over the folds' held-out queries; every round is trained through.
double ByCurve(ITabularTrainer trainer)
{
    var curves = folds
        .Select(fold =>
        {
            var context = new Watched(Seed);
            trainer.Fit(new(train.Take(fold.Train), train.Take(fold.Test)), context);
            return context.Curve!.Values;
        })
        .ToList();
    return Enumerable.Range(0, curves.Min(c => c.Length)).MaxBy(round => curves.Average(c => c[round])) + 1;
}

double ByPenalty(Func<double, ITabularTrainer> trainer) =>
    new[] { 1.0, 10, 100, 1000, 10_000 }.MaxBy(l2 =>
        new CrossValidation(train, folds, metrics[1]).Run(trainer(l2), new TrainingContext(Seed)).Mean
    );

void Measure(string name, string parameter, double chosen, Func<double, ITabularTrainer> trainer)
{
    var clock = Stopwatch.StartNew();
    var model = trainer(chosen).Fit(new(train, test), new TrainingContext(Seed));
    var seconds = clock.Elapsed.TotalSeconds;
    var scores = new double[test.Count];
    model.Score(test.Values, scores);
    Judged<double, double>[] judged =
    [
        .. scores.Select((s, row) => new Judged<double, double>(s, test.Labels[row], $"{test.Groups[row]}")),
    ];
    Interval[] values = [.. metrics.Select(metric => new Bootstrap(Seed).Estimate(metric, judged))];
    results.Add(new(name, $"{chosen} {parameter}", values[0], values[1], values[2], Math.Round(seconds, 2)));
    Console.Error.WriteLine(results[^1]);
}

internal sealed record Measured(
    string Ranker,
    string Chosen,
    Interval NdcgAt1,
    Interval NdcgAt3,
    Interval NdcgAt10,
    double TrainSeconds
);
