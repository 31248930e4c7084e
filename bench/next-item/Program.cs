using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.NextItem;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Popularity;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

// The next item of every user of amazon-beauty: leave the last out, rank it among all items not seen before.
const int Seed = 1;
const int K = 10;
const double HitTarget = .0647;
const double NdcgTarget = .0327;
var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "amazon-beauty");
if (!File.Exists(Path.Combine(folder, "Beauty.txt")))
{
    Console.Error.WriteLine(
        $"The data set amazon-beauty is missing: set NINEFOLD_DATA to the folder that holds amazon-beauty/Beauty.txt."
    );
    return 2;
}
var all = SequenceFile.Read(Path.Combine(folder, "Beauty.txt"));
var train = SequenceFile.WithoutLast(all);
var epochs = args.Length > 1 ? int.Parse(args[1]) : 18;
var clock = Stopwatch.StartNew();
var context = new TrainingContext(Seed, Threads: 1, Progress: new Clock(clock));
Console.WriteLine($"{all.Users} users, {all.Items} items, {all.Count} actions");

ITrainer<Interactions, ICandidateSource>[] trainers =
[
    new MostPopular(),
    new Transitions(),
    new SasRec(Longest: 10, Dropout: .3, Negatives: 1000)
    {
        Training = new(
            epochs,
            BatchSize: 128,
            LearningRate: 5e-3,
            Schedule: Schedule.Cosine,
            WarmUpSteps: 100,
            Patience: 4
        ),
    },
];
var results = trainers.Select(Measure).ToList();
var met = results.Any(r => r.HitRate >= HitTarget && r.Ndcg >= NdcgTarget);
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        data = new
        {
            id = "amazon-beauty",
            users = all.Users,
            items = all.Items,
            actions = all.Count,
        },
        seed = Seed,
        threads = context.Threads,
        results,
        target = new { hit_rate = HitTarget, ndcg = NdcgTarget },
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args.Length > 0)
    File.WriteAllText(args[0], text + "\n");
return met ? 0 : 1;

Measured Measure(ITrainer<Interactions, ICandidateSource> trainer)
{
    clock.Restart();
    var model = trainer.Fit(train, context);
    var seconds = clock.Elapsed.TotalSeconds;
    var (hits, gain) = (0.0, 0.0);
    for (var user = 0; user < all.Users; user++)
    {
        var history = train.Memory(user);
        var seen = history.ToArray().Select(row => row.Item).ToHashSet();
        var right = all.Of(user)[^1].Item;
        var found = model.Find(new(user, history, long.MaxValue, K + seen.Count));
        var place = found.Where(f => !seen.Contains(f.Item)).Take(K).Select(f => f.Item).ToList().IndexOf(right);
        if (place >= 0)
            (hits, gain) = (hits + 1, gain + 1 / Math.Log2(place + 2));
    }
    var measured = new Measured(trainer.Name, hits / all.Users, gain / all.Users, Math.Round(seconds));
    Console.WriteLine(measured);
    return measured;
}

internal sealed record Measured(string Model, double HitRate, double Ndcg, double TrainSeconds);

/// <summary>Says how far a training is, a line for every hundredth.</summary>
internal sealed class Clock(Stopwatch clock) : IProgress<double>
{
    private int told;

    public void Report(double value)
    {
        if ((int)(value * 100) == told)
            return;
        told = (int)(value * 100);
        Console.Error.WriteLine($"{told} % after {clock.Elapsed.TotalSeconds:0} s");
    }
}
