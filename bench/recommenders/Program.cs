using System.Text.Json;
using Ninefold.Bench.Recommenders;

// Every recommender of the engine on one protocol: ./ninefold bench recommenders [RESULTS] [MODEL …]
var path = args.FirstOrDefault(a => a.EndsWith(".json", StringComparison.Ordinal));
string[] wanted = [.. args.Where(a => a != path)];
List<Table> tables = [await Tables.Movies()];
if (Tables.Beauty() is { } beauty)
    tables.Add(beauty);
else
    Console.Error.WriteLine("amazon-beauty is left out: NINEFOLD_DATA must be the folder that holds it.");
var results = new List<object>();
foreach (var table in tables)
{
    var (past, rows, chosen) = (table.Past, new List<Row>(), new Dictionary<string, Chosen>());
    Console.WriteLine($"{table.Id}: {past.Users} users, {past.Items} items, {past.Count} interactions to learn from");
    results.Add(
        new
        {
            table.Id,
            past.Users,
            past.Items,
            Interactions = past.Count,
            Cases = table.Split.TestCases.Count,
            Models = rows,
        }
    );
    foreach (var contender in Contenders.Of(table).Where(c => wanted.Length == 0 || wanted.Contains(c.Name)))
    {
        // Of many users fewer trials. SLIM takes a minute a fit; so does EASE where users and items are many.
        var trials = (contender.Name, table.HasTimes) switch
        {
            ("slim", true) => 3,
            ("slim" or "ease", false) => 1,
            (_, false) => 3,
            _ => contender.Trials,
        };
        chosen[contender.Name] = (contender with { Trials = trials }).Run(table, new(Seed: 1, Threads: 2));
        rows.Add(chosen[contender.Name].Row);
        Console.WriteLine(rows[^1]);
        Save();
    }
    if (wanted.Length == 0)
    {
        rows.Add(Fusions.Run(chosen, table));
        Console.WriteLine(rows[^1]);
    }
    Save();
}
return;

void Save()
{
    if (path is not null)
        File.WriteAllText(
            path,
            JsonSerializer.Serialize(
                new
                {
                    Schema = 1,
                    Seed = 1,
                    Results = results,
                },
                new JsonSerializerOptions
                {
                    WriteIndented = true,
                    PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                }
            ) + "\n"
        );
}
