using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.NextItem;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Popularity;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

// The next item of every user of amazon-beauty: leave the last out, rank it among all items not seen before. Parameters are
// searched on the item before the last, which models then are not trained on; the chosen ones are trained on all but the last.
const int Seed = 1;
const double HitTarget = .0647;
const double NdcgTarget = .0327;
var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "amazon-beauty");
if (!File.Exists(Path.Combine(folder, "Beauty.txt")))
{
    Console.Error.WriteLine(
        "The data set amazon-beauty is missing: set NINEFOLD_DATA to the folder that holds amazon-beauty/Beauty.txt."
    );
    return 2;
}
var mode = args.FirstOrDefault(a => a is "search" or "recurrent" or "short");
var path = args.LastOrDefault(a => a != mode);
var all = SequenceFile.Read(Path.Combine(folder, "Beauty.txt"));
var train = SequenceFile.WithoutLast(all);
var past = SequenceFile.WithoutLast(train);
var clock = Stopwatch.StartNew();
var context = new TrainingContext(Seed, Threads: 1, Progress: new Clock(clock));
Console.WriteLine($"{all.Users} users, {all.Items} items, {all.Count} actions");

var chosen = Attention(dropout: .2);
if (mode == "search")
{
    var candidates = new List<object>();
    foreach (var trainer in new[] { chosen, Attention(dropout: .3) })
    {
        candidates.Add(new { trainer.Dropout, item_before_last = Measure(trainer, past, train).Measured });
        Write(
            new
            {
                schema = 1,
                seed = Seed,
                candidates,
            }
        );
    }
    return 0;
}
if (mode == "recurrent")
{
    // Half as many epochs as attention, whose parameters it takes over without a search.
    var recurrent = new Gru4Rec(Longest: 20, Dropout: .2) { Training = chosen.Training with { Epochs = 10 } };
    Measured[] results = [Measure(recurrent, train, all).Measured];
    Write(
        new
        {
            schema = 1,
            seed = Seed,
            results,
        }
    );
    return 0;
}
if (mode == "short")
{
    // The same few epochs for each, with the parameters of attention.
    var few = chosen.Training with
    {
        Epochs = 4,
    };
    var results = new List<object>();
    foreach (var position in Enum.GetValues<PositionKind>())
    {
        var measured = Measure(chosen with { Position = position, Training = few }, train, all).Measured;
        results.Add(measured with { Model = $"sasrec, {position} positions".ToLowerInvariant() });
    }
    results.Add(Measure(new NextItNet(Longest: 20, Dropout: .2) { Training = few }, train, all).Measured);
    Write(
        new
        {
            schema = 1,
            seed = Seed,
            few.Epochs,
            results,
        }
    );
    return 0;
}
var popular = Measure(new MostPopular(), train, all);
var markov = Measure(new Transitions(), train, all);
var neural = Measure(chosen, train, all);

// Equal weights, which were not searched.
var blend = new FusedSourcesModel([new("transitions", markov.Model), new("sasrec", neural.Model)], [1, 1]);
var blended = LeaveLastOut.Of(blend, train, all);
var met = neural.Measured.HitRate >= HitTarget && neural.Measured.Ndcg >= NdcgTarget;
Write(
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
        results = new[]
        {
            popular.Measured,
            markov.Measured,
            neural.Measured,
            new Measured("sasrec and transitions, blended", blended.HitRate, blended.Ndcg, 0),
        },
        target = new { hit_rate = HitTarget, ndcg = NdcgTarget },
        met,
    }
);
return met ? 0 : 1;

static SasRec Attention(double dropout) =>
    new(Longest: 20, Blocks: 1, Dropout: dropout)
    {
        Training = new(
            Epochs: 20,
            BatchSize: 128,
            LearningRate: 2e-3,
            Schedule: Schedule.Cosine,
            WarmUpSteps: 100,
            Patience: 0
        )
        {
            Bfloat16 = true,
        },
    };

(ICandidateSource Model, Measured Measured) Measure(
    ITrainer<Interactions, ICandidateSource> trainer,
    Interactions known,
    Interactions next
)
{
    clock.Restart();
    var model = trainer.Fit(known, context);
    var seconds = Math.Round(clock.Elapsed.TotalSeconds);
    var (hitRate, ndcg) = LeaveLastOut.Of(model, known, next);
    var measured = new Measured(trainer.Name, hitRate, ndcg, seconds);
    Console.WriteLine(measured);
    return (model, measured);
}

void Write(object results)
{
    var text = JsonSerializer.Serialize(
        results,
        new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
    );
    Console.WriteLine(text);
    if (path is not null)
        File.WriteAllText(path, text + "\n");
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
