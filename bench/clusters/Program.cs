using System.Text.Json;
using Ninefold.Bench.Clusters;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Decomposition;
using Ninefold.Models.Tabular;

// What learns without labels, or with few, beside scikit-learn: what each seeks to make good, what the true classes say of it,
// and the processor's time, in turn.
const int Runs = 3;
const double Allowed = .01;
LabelledRows digits,
    tumours,
    words;
try
{
    (digits, tumours, words) = (Tables.Digits(3000), Tables.Tumours(), Tables.Words(1000));
}
catch (IOException e)
{
    Console.Error.WriteLine($"{e.Message} NINEFOLD_DATA must be the folder that holds mnist, uci and cranfield.");
    return 2;
}
var narrow = Narrow(digits, 20);
(string Task, string Table, LabelledRows Rows, string Figure, bool HigherIsBetter, int Labels)[] tasks =
[
    ("k-means:10", "digits", digits, "inertia", false, 0),
    ("k-means:2", "tumours", tumours, "inertia", false, 0),
    ("gaussian-mixture:10", "digits, 20 components", narrow, "mean log likelihood", true, 0),
    ("principal-components:50", "digits", digits, "variance kept", true, 0),
    ("truncated-svd:50", "words", words, "squares kept", true, 0),
    ("nonnegative-factors:10", "words", words, "distance left", false, 0),
    ("isolation-forest", "tumours", tumours, "ROC AUC", true, 0),
    ("label-spreading", "digits, 20 components", narrow, "accuracy", true, 50),
    ("self-training", "tumours", tumours, "accuracy", true, 20),
];
var (results, version) = (new List<Result>(), "");
foreach (var (task, table, rows, figure, higher, known) in tasks.Where(t => args.Length < 2 || args.Contains(t.Task)))
{
    var (own, peer) = (new List<Found>(), new List<Found>());
    for (var seed = 1; seed <= Runs; seed++)
    {
        var labels = known == 0 ? null : Given(rows, known, seed);
        own.Add(Judged(Own.Run(task, rows, seed, labels), figure, rows, labels));
        peer.Add(Judged(Peer.Run(task, rows, seed, labels), figure, rows, labels));
    }
    version = peer[0].Version;
    results.Add(Result.Of(task, table, figure, higher, own, peer, Allowed, rows));
    Console.WriteLine(results[^1]);
}
var votes = SimulatedVoters.Run(tumours);
Console.WriteLine(votes);
var met = results.All(r => r.Met) && votes.Met;
if (args is [var path, ..])
    File.WriteAllText(
        path,
        JsonSerializer.Serialize(
            new
            {
                Schema = 1,
                ScikitLearn = version,
                Runs,
                Allowed,
                Results = results,
                SimulatedVoters = votes,
                Met = met,
            },
            new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
        ) + "\n"
    );
return met ? 0 : 1;

static LabelledRows Narrow(LabelledRows rows, int width)
{
    var model = new PrincipalComponents(width).Fit(new(rows, rows), new TrainingContext(1));
    var values = new List<float>();
    var place = new double[width];
    for (var row = 0; row < rows.Count; row++)
    {
        model.Project(rows.Row(row), place);
        values.AddRange(place.Select(v => (float)v));
    }
    return Tables.Of(width, [.. values], rows.Labels);
}

static int[] Given(LabelledRows rows, int known, int seed)
{
    int[] labels = [.. Enumerable.Repeat(-1, rows.Count)];
    int[] order = [.. Enumerable.Range(0, rows.Count)];
    new Random(seed).Shuffle(order);
    foreach (var row in order.Take(known))
        labels[row] = (int)rows.Labels[row];
    return labels;
}

// Where nothing was to be made small or large within, the truth judges.
static Found Judged(Found found, string figure, LabelledRows rows, int[]? labels) =>
    figure switch
    {
        "ROC AUC" => found with
        {
            Value = new RocAuc().Compute([
                .. found.Answers.Select((a, i) => new Judged<double, double>(a, rows.Labels[i], $"{i}")),
            ]),
        },
        "accuracy" => found with
        {
            Value = Enumerable
                .Range(0, rows.Count)
                .Where(row => labels![row] < 0)
                .Average(row => found.Answers[row] == rows.Labels[row] ? 1.0 : 0),
        },
        _ => found,
    };
