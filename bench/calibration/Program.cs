using System.Text.Json;
using Ninefold.Bench.Calibration;
using Ninefold.Bench.Tables;
using Ninefold.Metrics;
using Ninefold.Models.Bayes;
using Ninefold.Models.Linear;
using Ninefold.Models.Trees;

// Every calibration beside scikit-learn's on the same rows and folds of real tables, and how often conformal sets hold the class.
const double Bar = -1; // of the peer's deviation between the folds, of log loss and Brier score
const double Wanted = .9;
const int Splits = 20;
var (low, high) = (.88, .92);
RealTable[] tables;
try
{
    tables =
    [
        new("breast-cancer", LabelKind.Two, RealTables.Tumours()),
        new("german-credit", LabelKind.Two, RealTables.Credits()),
        new("late-delivery", LabelKind.Two, RealTables.Late()),
        new("card-fraud", LabelKind.Two, RealTables.Payments()),
    ];
}
catch (IOException e)
{
    Console.Error.WriteLine($"{e.Message} Set NINEFOLD_DATA to the folder that holds the tables.");
    return 2;
}
Measure[] judged = [Measure.Of(new LogLoss()), Measure.Of(new BrierScore())];
Measure[] measures = [.. judged, Measure.Of(new ExpectedCalibrationError(bins: 10))];
using var peer = new Peer();
var compared = new List<Compared>();
foreach (var table in tables)
{
    peer.Take(table);
    foreach (var scorer in Scorer.All)
    {
        var crossed = new Crossed(table, scorer.Trainer);
        foreach (var (way, estimator, fit) in scorer.Ways())
        {
            var own = crossed.Probabilities(fit);
            var theirs = estimator is null ? null : peer.Ask(table, estimator);
            foreach (var measure in measures)
            {
                var (ours, other) = (
                    OverFolds.Of(table, measure, own),
                    theirs is null ? null : OverFolds.Of(table, measure, theirs.Scores)
                );
                compared.Add(Compared.Of(table.Name, $"{scorer.Name} | {way}", measure, ours, other));
                Console.WriteLine(compared[^1]);
            }
        }
    }
}
var rooms = RealTables.Rooms();
Covered[] sets =
[
    Covered.Of(
        "boosted trees",
        rooms,
        new MulticlassTrees
        {
            Trees = new() { Rounds = 60, Patience = 0 },
        },
        Wanted,
        Splits
    ),
    Covered.Of("multinomial regression", rooms, new MultinomialRegression(), Wanted, Splits),
    Covered.Of("naive Bayes", rooms, new NaiveBayes(), Wanted, Splits),
];
foreach (var one in sets)
    Console.WriteLine(one);
var met =
    compared.All(c => judged.All(m => m.Name != c.Metric) || c.Better is not < Bar)
    && sets.All(s => s.Coverage >= low && s.Coverage <= high);
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        scikit_learn = peer.Version,
        tables = tables.Select(t => new
        {
            t.Name,
            rows = t.Rows.Count,
            positive = t.Rows.Labels.Average(),
        }),
        bar = Bar,
        compared,
        conformal_sets = new
        {
            wanted = Wanted,
            splits = Splits,
            range = new { low, high },
            sets,
        },
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
Console.WriteLine(met ? "met" : "missed");
return met ? 0 : 1;
