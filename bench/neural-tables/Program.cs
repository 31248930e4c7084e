using System.Text.Json;
using Ninefold.Bench.NeuralTables;
using Ninefold.Bench.Tables;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Torch.Tables;

// Networks of tables beside boosted trees and scikit-learn's perceptron, and what training can be told.
const double Bar = -1; // of the peer's deviation between the folds
RealTable[] tables;
LabelledRows late,
    nights;
try
{
    nights = RealTables.Nights();
    late = RealTables.Late();
    tables =
    [
        new("food-delivery", LabelKind.Quantity, RealTables.Deliveries()),
        new("airbnb-nyc-2019", LabelKind.Quantity, nights),
        new("late-delivery", LabelKind.Two, late),
        new("breast-cancer", LabelKind.Two, RealTables.Tumours()),
    ];
}
catch (IOException e)
{
    Console.Error.WriteLine($"{e.Message} Set NINEFOLD_DATA to the folder that holds the tables.");
    return 2;
}
using var peer = new Peer();
RealTable[] coded = [.. tables.Select(table => new RealTable(table.Name, table.Kind, Codes.Of(table.Rows)))];
var compared = new List<Compared>();
foreach (var (table, own) in tables.Zip(coded).Take(3))
{
    peer.Take(table);
    foreach (var contest in Networks.All.Where(c => c.Kind == table.Kind))
        Compare(table, own, contest);
}
peer.Take(tables[3]);
Contest[] strange =
[
    new("autoencoder", LabelKind.Two, Measure.Order, null, new Autoencoder(Middle: 2) { Training = Networks.Plan })
    {
        Stops = true,
    },
    new(
        "isolation forest",
        LabelKind.Two,
        Measure.Order,
        "filled(IsolationForest(n_estimators=200, random_state=1))",
        new IsolationForest()
    ),
];
foreach (var contest in strange)
    Compare(tables[3], tables[3], contest);

var ways = new List<Way>();
IEnumerable<Way>[] parts =
[
    Knobs.OfTraining(coded[1]),
    Knobs.OfLosses(coded[0]),
    Knobs.OfLosses(coded[1]),
    Knobs.OfLosses(coded[2]),
    Several.Run(coded[0], Codes.Of(late), known: 1),
    Several.Run(coded[0], Codes.Of(late), known: 20),
    Moved.Run(nights, few: 100),
    Moved.Run(nights, few: 400),
];
foreach (var way in parts.SelectMany(part => part))
{
    ways.Add(way);
    Console.WriteLine(way);
}
var met = compared.All(c => c.Better is not < Bar);
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        scikit_learn = peer.Version,
        bar = Bar,
        compared,
        ways,
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
Console.WriteLine(met ? "met" : "missed");
return met ? 0 : 1;

void Compare(RealTable table, RealTable own, Contest contest)
{
    var found = Own.Scores(own, contest);
    var theirs = contest.Peer is null ? null : peer.Ask(table, contest.Peer);
    foreach (var measure in contest.Measures)
    {
        var (ours, other) = (
            OverFolds.Of(table, measure, found.Scores),
            theirs is null ? null : OverFolds.Of(table, measure, theirs.Scores)
        );
        compared.Add(Compared.Of(table.Name, contest.Name, measure, ours, other));
        Console.WriteLine(compared[^1]);
    }
}
