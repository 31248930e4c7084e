using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.Metrics;

// Every metric that scikit-learn has, and others by a formula in NumPy, over random cases: how far apart they are at most.
const int CasesOfAFamily = 1000;
const double Allowed = 1e-9;
string[] families = ["binary", "quantities", "classes", "sets", "ranking", "clusters"];
var random = new Cases(seed: 1);
Case[] cases = [.. families.SelectMany(family => random.Of(family, CasesOfAFamily))];

var (version, theirs) = Peer();
var compared = new SortedDictionary<string, Compared>(StringComparer.Ordinal);
foreach (var (one, other) in cases.Zip(theirs))
{
    var own = Own.Values(one);
    foreach (var name in own.Keys.Union(other?.Keys ?? Enumerable.Empty<string>()))
    {
        var of = $"{one.Family}: {name}";
        var so = compared.GetValueOrDefault(of, new(0, 0, 0, 0));
        compared[of] = so.With(own.GetValueOrDefault(name), other?.GetValueOrDefault(name), Allowed);
    }
}
var results = new
{
    schema = 1,
    scikit_learn = version,
    cases_of_a_family = CasesOfAFamily,
    allowed = Allowed,
    metrics = compared,
    met = compared.Values.All(c => c.Different == 0 && c.Values > 0),
};
var text = JsonSerializer.Serialize(results, Json.Options);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return results.met ? 0 : 1;

(string Version, Dictionary<string, double[]?>?[] Values) Peer()
{
    var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peer.py")])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    };
    start.Environment["OMP_NUM_THREADS"] = "1";
    using var process = Process.Start(start)!;
    var reading = process.StandardOutput.ReadToEndAsync();
    foreach (var one in cases)
        process.StandardInput.WriteLine(JsonSerializer.Serialize(one, Json.Lines));
    process.StandardInput.Close();
    var lines = reading.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    process.WaitForExit();
    if (process.ExitCode != 0 || lines.Length != cases.Length + 1)
        throw new InvalidOperationException("The peer failed: it needs apt's python3-sklearn.");
    return (
        JsonDocument.Parse(lines[0]).RootElement.GetProperty("version").GetString()!,
        [.. lines.Skip(1).Select(line => JsonSerializer.Deserialize<Dictionary<string, double[]?>>(line))]
    );
}
