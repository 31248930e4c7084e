using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ninefold.Bench.OnlineLogistic;
using Ninefold.Models.Online;

// Examples a processor second that online logistic regression learns on one thread, and the log loss on what comes after, beside
// scikit-learn's SGDClassifier on the same examples in the same run.
const int Count = 300_000;
const int Train = 240_000;
const int Seed = 1;
const int Rounds = 5;
const double Target = 590_000;
var all = SyntheticClicks.Make(Count, Seed);
Console.WriteLine($"{Count} examples of {SyntheticClicks.Features} values at {SyntheticClicks.Width} places");

if (args is ["progressive", ..])
{
    // Every example is predicted before it is learned, and learned when its label is known.
    foreach (var delay in (int[])[0, 1_000, 50_000])
    foreach (
        var (name, start) in new (string, Func<IOnlineModel>)[]
        {
            ("adagrad, rate .1", () => new StochasticGradient(.1).Start(all.Width)),
            ("ftrl-proximal, L2 1", () => new FtrlProximal(Alpha: .1, L1: .1, L2: 1).Start(all.Width)),
        }
    )
    {
        var progress = ProgressiveValidation.Run(start(), all, delay, window: Count / 5);
        Console.WriteLine(
            $"{name}, labels {delay} later: {progress.LogLoss:0.0000}, by fifths {string.Join(" ", progress.Curve.Select(c => $"{c:0.0000}"))}"
        );
    }
    return 0;
}
var peer = Peer();
Run[] own =
[
    Measure("adagrad, rate .1", 1, () => new StochasticGradient(.1).Start(all.Width)),
    Measure("ftrl-proximal, L2 1", 1, () => new FtrlProximal(Alpha: .1, L1: .1, L2: 1).Start(all.Width)),
    Measure("ftrl-proximal, L2 10", 1, () => new FtrlProximal(Alpha: .1, L1: .1, L2: 10).Start(all.Width)),
    Measure("ftrl-proximal, L2 10", 5, () => new FtrlProximal(Alpha: .1, L1: .1, L2: 10).Start(all.Width)),
    Measure("ftrl-proximal, L2 30", 5, () => new FtrlProximal(Alpha: .1, L1: .1, L2: 30).Start(all.Width)),
];
var slowest = own.Min(run => run.ExamplesPerSecond.Median);
var losses = new
{
    one_pass = new { ninefold = Least(own, 1), scikit_learn = Least(peer, 1) },
    many_passes = new { ninefold = Least(own, int.MaxValue), scikit_learn = Least(peer, int.MaxValue) },
};
var results = new
{
    schema = 1,
    data = new
    {
        examples = Count,
        train = Train,
        values_per_example = SyntheticClicks.Features,
        places = SyntheticClicks.Width,
        seed = Seed,
        share_of_label_1 = all.Labels.Average(label => (double)label),
    },
    threads = 1,
    rounds = Rounds,
    ninefold = own,
    scikit_learn = peer,
    slowest_of_ninefold_over_the_fastest_of_scikit_learn = slowest / peer.Max(run => run.ExamplesPerSecond.Median),
    target_examples_per_second = Target,
    best_log_loss = losses,
    met = slowest >= Target
        && losses.one_pass.ninefold <= losses.one_pass.scikit_learn
        && losses.many_passes.ninefold <= losses.many_passes.scikit_learn,
};
var text = JsonSerializer.Serialize(results, Json.Options);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return results.met ? 0 : 1;

static double Least(Run[] runs, int passes) => runs.Where(run => run.Passes <= passes).Min(run => run.LogLoss);

// Each example is learned after it was predicted; the first round compiles.
Run Measure(string name, int passes, Func<IOnlineModel> start)
{
    var (rates, loss) = (new List<double>(), 0.0);
    for (var round = -1; round < Rounds; round++)
    {
        var model = start();
        var from = Environment.CpuUsage.TotalTime;
        for (var pass = 0; pass < passes; pass++)
        for (var example = 0; example < Train; example++)
            model.Learn(all.PlacesOf(example), all.ValuesOf(example), all.Labels[example]);
        if (round >= 0)
            rates.Add(passes * Train / (Environment.CpuUsage.TotalTime - from).TotalSeconds);
        loss = Enumerable.Range(Train, Count - Train).Average(example => Loss(model, example));
    }
    return new(name, passes, Spread.Of(rates), loss);
}

double Loss(IOnlineModel model, int example)
{
    var probability = model.Predict(all.PlacesOf(example), all.ValuesOf(example));
    return -Math.Log(all.Labels[example] == 1 ? probability : 1 - probability);
}

Run[] Peer()
{
    var folder = Directory.CreateTempSubdirectory("online-logistic").FullName;
    try
    {
        File.WriteAllBytes(Path.Combine(folder, "places"), MemoryMarshal.AsBytes(all.Places.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "labels"), MemoryMarshal.AsBytes(all.Labels.AsSpan()));
        var script = Path.Combine(AppContext.BaseDirectory, "peer.py");
        string[] arguments = [script, folder, $"{SyntheticClicks.Features}", $"{all.Width}", $"{Train}"];
        var start = new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Run[]>(output, Json.Options)!
            : throw new InvalidOperationException("The peer failed: it needs apt's python3-sklearn.");
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}
