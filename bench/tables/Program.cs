using System.Text.Json;
using Ninefold.Bench.Tables;

// Every trainer of tables beside scikit-learn's, on the same rows, columns and folds of real tables.
const double Bar = -1; // of the peer's deviation between the folds
RealTable[] tables;
try
{
    tables =
    [
        new("breast-cancer", LabelKind.Two, RealTables.Tumours()),
        new("german-credit", LabelKind.Two, RealTables.Credits()),
        new("room-type", LabelKind.Several, RealTables.Rooms()),
        new("food-delivery", LabelKind.Quantity, RealTables.Deliveries()),
        new("airbnb-nyc-2019", LabelKind.Quantity, RealTables.Nights()),
    ];
}
catch (IOException e)
{
    Console.Error.WriteLine($"{e.Message} Set NINEFOLD_DATA to the folder that holds the tables.");
    return 2;
}
if (args is ["curves", ..])
{
    Curves[] curves = [.. tables.Where(t => t.Kind != LabelKind.Several).Select(Curves.Of)];
    foreach (var curve in curves)
    {
        Console.WriteLine($"{curve.Table}, {curve.Metric}, training and test: {curve.Advice}");
        foreach (
            var (name, points) in new[]
            {
                ("a tree, leaves", curve.TreeByLeaves),
                ("boosted, leaves", curve.BoostedByLeaves),
                ("boosted, rows", curve.BoostedByRows),
            }
        )
            Console.WriteLine(
                $"  {name}: {string.Join("  ", points.Select(p => $"{p.At} {p.Train:0.000} {p.Test:0.000}"))}"
            );
    }
    if (args is [_, var file])
        File.WriteAllText(
            file,
            JsonSerializer.Serialize(curves, new JsonSerializerOptions { WriteIndented = true }) + "\n"
        );
    return 0;
}
using var peer = new Peer();
var (compared, seconds) = (new List<Compared>(), new List<object>());
foreach (var table in tables)
{
    peer.Take(table);
    foreach (var contest in Contests.All.Where(c => c.Kind == table.Kind && c.Takes(table.Rows)))
    {
        var own = Own.Scores(table, contest);
        var theirs = contest.Peer is null ? null : peer.Ask(table, contest.Peer);
        seconds.Add(
            new
            {
                table = table.Name,
                trainer = contest.Name,
                ninefold = own.Seconds,
                scikit_learn = theirs?.Seconds,
            }
        );
        foreach (var measure in contest.Measures)
        {
            var (ours, other) = (
                OverFolds.Of(table, measure, own.Scores),
                theirs is null ? null : OverFolds.Of(table, measure, theirs.Scores)
            );
            compared.Add(Compared.Of(table.Name, contest.Name, measure, ours, other));
            Console.WriteLine(compared[^1]);
        }
    }
}
var met = compared.All(c => c.Better is not < Bar);
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        scikit_learn = peer.Version,
        tables = tables.Select(t => new
        {
            t.Name,
            rows = t.Rows.Count,
            columns = t.Rows.Schema.Width,
        }),
        folds = 5,
        bar = Bar,
        compared,
        processor_seconds_of_all_folds = seconds,
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
Console.WriteLine(met ? "met" : "missed");
return met ? 0 : 1;
