using System.Text.Json;
using Ninefold.Bench.Conformal;
using Ninefold.Bench.Tuning;
using Ninefold.Models.Tuning;

const int Trials = 60;
const int Seeds = 30;
const double Reach = .8;
var json = new JsonSerializerOptions { WriteIndented = true };

if (args is ["more", ..])
{
    var more = new List<More>();
    foreach (var (name, table) in RealTables.Read())
    {
        more.Add(More.Of(name, new(table)));
        Console.WriteLine(more[^1]);
        if (args is [_, var to])
            File.WriteAllText(to, JsonSerializer.Serialize(more, json) + "\n");
    }
    return 0;
}

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
    .Select(function => new Row(function.Name, methods.ToDictionary(m => m.Name, m => OfFunction(m.Method, function))))
    .ToList();
foreach (var row in rows)
    Console.WriteLine(row);
var shares = methods
    .Skip(1)
    .ToDictionary(m => m.Name, m => rows.Count(r => r.Medians[m.Name] < r.Medians["random"]) / (double)rows.Count);
Console.WriteLine($"better than random: {string.Join(", ", shares.Select(s => $"{s.Key} {s.Value:p0}"))}");
var tables = Tables();
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
                Tables = tables,
            },
            json
        ) + "\n"
    );
return shares["parzen"] >= Reach && tables.All(t => t.Medians["parzen"] < t.Medians["random"]) ? 0 : 1;

static double OfFunction(SearchMethod method, Function function)
{
    var space = new SearchSpace<double[]>();
    foreach (var (i, (low, high)) in function.Box.Index())
        space.Add($"x{i}", new Uniform(low, high), (x, value) => [.. x.Select((v, j) => j == i ? value : v)]);
    return Median(
        method,
        space,
        random => [.. function.Box.Select(b => double.Lerp(b.Low, b.High, random.NextDouble()))],
        function.Value
    );
}

// Without the tables only the functions are searched.
List<Row> Tables()
{
    try
    {
        return
        [
            .. RealTables
                .Read()
                .Select(table =>
                {
                    var search = new TableSearch(table.Rows);
                    var row = new Row(
                        table.Name,
                        methods
                            .Take(2)
                            .ToDictionary(
                                m => m.Name,
                                m => Median(m.Method, TableSearch.Space, TableSearch.Start, search.Error)
                            )
                    );
                    Console.WriteLine(row);
                    return row;
                }),
        ];
    }
    catch (IOException e)
    {
        Console.Error.WriteLine(
            $"{e.Message} The tables are left out: NINEFOLD_DATA must be the folder that holds them."
        );
        return [];
    }
}

static double Median<T>(SearchMethod method, SearchSpace<T> space, Func<Random, T> start, Func<T, double> objective)
{
    double[] bests =
    [
        .. Enumerable
            .Range(1, Seeds)
            .Select(seed =>
                method.Run(space, start(new(1000 + seed)), objective, new(seed), TimeProvider.System).Best.Value
            )
            .Order(),
    ];
    return (bests[Seeds / 2 - 1] + bests[Seeds / 2]) / 2;
}

/// <param name="Name">The function or table.</param>
/// <param name="Medians">By method, the median over the seeds of the lowest value that was found.</param>
internal sealed record Row(string Name, IReadOnlyDictionary<string, double> Medians)
{
    public override string ToString() =>
        $"{Name, -20} {string.Join("  ", Medians.Select(m => $"{m.Key} {m.Value, 12:g6}"))}";
}
