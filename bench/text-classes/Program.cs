using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.TextClasses;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Text.Embeddings;
using Ninefold.Torch.Sequences;

// Classes of short texts: with all labels, with few, and with none. Networks stop by the validation part; nothing is chosen by
// the test.
const int Seed = 1;
var folder = Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "";
foreach (var file in new[] { "sst2/stsa.binary.train", "trec-questions/TREC.train.all" })
    if (!File.Exists(Path.Combine(folder, file)))
    {
        Console.Error.WriteLine($"The data is missing: set NINEFOLD_DATA to the folder that holds {file}.");
        return 2;
    }
Collection[] collections = [Collection.Reviews(folder), Collection.Questions(folder)];
string[] words = [.. collections.SelectMany(c => c.Texts).SelectMany(t => t).Distinct(StringComparer.Ordinal)];
string[] described = [.. collections.SelectMany(c => c.Descriptions).SelectMany(d => d.Split(' '))];
var published = PublishedVectors.Of(Path.Combine(Path.GetTempPath(), "ninefold-word-vectors"), words.Concat(described));
var context = new TrainingContext(Seed, Threads: 1);

// Words that a network has no vector of to begin with are learned where it meets them, and else passed over.
var met = collections.SelectMany(c => c.Train.Words).SelectMany(t => t);
var networks = new Networks(met.Concat(published.Words), published, context);
var process = Process.GetCurrentProcess();
var results = new List<Measured>();
var modes = args.Where(a => a is "linear" or "networks" or "few").DefaultIfEmpty("").ToList();
bool Wants(string mode) => modes.Contains(mode) || modes is [""];
foreach (var collection in Wants("linear") ? collections : [])
foreach (var (name, train) in new LinearModels(collection, context).All)
    Add(collection, "all", name, train);
foreach (var collection in Wants("networks") ? collections : [])
    Add(collection, "all", "convolution, vectors tuned", () => Whole(collection, SequenceReader.Convolution, false));
foreach (var reader in Wants("networks") ? Enum.GetValues<SequenceReader>() : [])
foreach (var collection in collections)
    Add(collection, "all", reader.ToString().ToLowerInvariant(), () => Whole(collection, reader, frozen: true));
var whole = Wants("few") ? collections.ToDictionary(c => c.Id, Pretrained) : [];
foreach (var collection in Wants("few") ? collections : [])
{
    var sentences = new SentenceVectorTrainer().Fit(new(published, collection.Train.Words), context);
    Add(collection, "none", "descriptions", () => FewLabels.Prototypes(collection, sentences, null, true));
    foreach (var share in new[] { .01, .05 })
    {
        var (few, rest) = collection.Train.Few(share, Seed);
        var earlier = whole[collections.Single(c => c != collection).Id];
        var methods = new FewLabels(collection, few, rest, sentences, networks, earlier, context);
        foreach (var (name, train) in methods.All)
            Add(collection, $"{few.Count}", name, train);
    }
}
return 0;

Func<string[], int> Whole(Collection collection, SequenceReader reader, bool frozen) =>
    networks.Answer(
        networks.Train(Networks.Of(reader) with { FreezeVectors = frozen }, collection.Train, collection.Validation)
    );

SequenceNetwork Pretrained(Collection collection) =>
    networks.Train(
        Networks.Of(SequenceReader.Convolution) with
        {
            FreezeVectors = true,
            Training = new(Epochs: 5, BatchSize: 50, Patience: 2),
        },
        collection.Train,
        collection.Validation
    );

void Add(Collection collection, string labels, string name, Func<Func<string[], int>> train)
{
    process.Refresh();
    var before = process.TotalProcessorTime;
    var answer = train();
    process.Refresh();
    var seconds = (process.TotalProcessorTime - before).TotalSeconds;
    var validation = labels == "all" ? (double?)Math.Round(collection.Validation.Accuracy(answer), 4) : null;
    var began = Stopwatch.GetTimestamp();
    var test = collection.Test.Accuracy(answer);
    var micros = Stopwatch.GetElapsedTime(began).TotalMicroseconds / collection.Test.Count;
    results.Add(
        new(collection.Id, labels, name, validation, Math.Round(test, 4), Math.Round(seconds, 1), Math.Round(micros))
    );
    Console.Error.WriteLine(results[^1]);
    Write();
}

void Write()
{
    var text = JsonSerializer.Serialize(
        new
        {
            schema = 1,
            data = collections.Select(c => new
            {
                c.Id,
                train = c.Train.Count,
                validation = c.Validation.Count,
                test = c.Test.Count,
                published_cnn = c.Published,
            }),
            seed = Seed,
            threads = context.Threads,
            results,
        },
        new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
    );
    if (args.LastOrDefault(a => !modes.Contains(a)) is { } path)
        File.WriteAllText(path, text + "\n");
}

/// <summary>
/// What a model did: the share that is right, the processor seconds of training, and the mean microseconds of an answer.
/// </summary>
internal sealed record Measured(
    string Data,
    string Labels,
    string Model,
    double? Validation,
    double Test,
    double TrainSeconds,
    double MicrosAText
);
