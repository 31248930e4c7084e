using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using Ninefold.Bench.TextEncoding;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;
using Ninefold.Models;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

// What a trained text encoder finds on Cranfield, beside BM25 and untrained sentence vectors, over five folds of its queries.
const int Seed = 1;
const int Folds = 5;
const int Width = 96;
const double MeaningShare = .2;
var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "cranfield");
if (!File.Exists(Path.Combine(folder, "cran.all.1400")))
{
    Console.Error.WriteLine(
        "The Cranfield collection is missing: set NINEFOLD_DATA to the folder that holds cranfield/cran.all.1400."
    );
    return 2;
}
var collection = new Collection(folder);
var context = new TrainingContext(Seed, Threads: 2);
var clock = Stopwatch.StartNew();
var vectors = collection.WordVectors(Width, context);
var sentences = collection.SentenceVectors(vectors, context);
var sentenceSeconds = clock.Elapsed.TotalSeconds;
var results = new List<Measured>();
ScoredItem[][] words = [.. Enumerable.Range(0, collection.Queries).Select(collection.ByWords)];
results.Add(Measure("BM25 with RM3", words, 0));
results.Add(Measure("SIF over skip-gram", ByVectors(sentences.Encode, sentences.Encode), sentenceSeconds));

var trainer = new TextEncoder(Width, Longest: 100, Temperature: .05, Dropout: .2)
{
    Training = new NeuralTraining(
        Epochs: 8,
        BatchSize: 128,
        LearningRate: 2e-3,
        Schedule: Schedule.Linear,
        Patience: 0
    ),
};
if (args is ["losses", ..])
{
    foreach (var loss in Enum.GetValues<PairLoss>())
    {
        clock.Restart();
        var encoder = (trainer with { Loss = loss }).Fit(collection.Pairs([], vectors), context);
        var lists = ByVectors(t => encoder.Encode(collection.Ids(t)), t => encoder.Encode(collection.Ids(t)));
        Measure($"text encoder, {loss}", lists, clock.Elapsed.TotalSeconds);
    }
    return 0;
}
clock.Restart();
var ofTitles = trainer.Fit(collection.Pairs([], vectors), context);
var titles = ByVectors(t => ofTitles.Encode(collection.Ids(t)), t => ofTitles.Encode(collection.Ids(t)));
results.Add(Measure("text encoder, titles and bodies", titles, clock.Elapsed.TotalSeconds));

clock.Restart();
var judged = new ScoredItem[collection.Queries][];
for (var fold = 0; fold < Folds; fold++)
{
    int[] learned = [.. Enumerable.Range(0, collection.Queries).Where(q => q % Folds != fold)];
    var network = trainer.Fit(collection.Pairs(learned, vectors), context);
    var found = ByVectors(t => network.Encode(collection.Ids(t)), t => network.Encode(collection.Ids(t)));
    for (var query = fold; query < collection.Queries; query += Folds)
        judged[query] = found[query];
    Console.Error.WriteLine($"fold {fold + 1} after {clock.Elapsed.TotalSeconds:0} s");
}
results.Add(Measure("text encoder, and queries of the other folds", judged, clock.Elapsed.TotalSeconds / Folds));
results.Add(Measure($"BM25 with RM3 + {MeaningShare} encoder", Fused(judged), 0));
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        data = new
        {
            id = "cranfield",
            documents = collection.Documents,
            queries = collection.Queries,
        },
        seed = Seed,
        folds = Folds,
        threads = context.Threads,
        results,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args.Length > 0)
    File.WriteAllText(args[0], text + "\n");
return 0;

ScoredItem[][] ByVectors(Func<string[], float[]> ofQuery, Func<string[], float[]> ofDocument)
{
    float[][] documents =
    [
        .. Enumerable.Range(0, collection.Documents).Select(d => Unit(ofDocument(collection.TextOf(d)))),
    ];
    return
    [
        .. Enumerable
            .Range(0, collection.Queries)
            .Select(q => Unit(ofQuery(collection.QueryOf(q))))
            .Select(query =>
                documents
                    .Select((d, i) => new ScoredItem(i, TensorPrimitives.Dot<float>(query, d)))
                    .OrderByDescending(s => s.Score)
                    .Take(Collection.Found)
                    .ToArray()
            ),
    ];
}

ScoredItem[][] Fused(ScoredItem[][] meaning) =>
    [.. words.Select((list, q) => Fusion.WeightedSum(Collection.Found, new(list), new(meaning[q], MeaningShare)))];

Measured Measure(string model, ScoredItem[][] lists, double seconds)
{
    var (ndcg, map) = collection.Judge(lists);
    var measured = new Measured(model, Math.Round(ndcg, 4), Math.Round(map, 4), Math.Round(seconds));
    Console.Error.WriteLine(measured);
    return measured;
}

static float[] Unit(float[] vector)
{
    if (TensorPrimitives.Norm<float>(vector) is > 0 and var length)
        TensorPrimitives.Divide(vector, length, vector);
    return vector;
}

internal sealed record Measured(string Model, double Ndcg, double Map, double TrainSeconds);
