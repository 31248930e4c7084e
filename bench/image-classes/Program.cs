using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using Ninefold.Bench.ImageClasses;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Serving;
using Ninefold.Torch.Images;
using Ninefold.Torch.Training;

// Handwritten digits. Networks stop, and are chosen, by the last images of the training part; the test images are asked once.
const int Seed = 1;
const int HeldOut = 5000;
const int Nearest = 5;
var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "mnist");
if (!File.Exists(Path.Combine(folder, "train-images-idx3-ubyte.gz")))
{
    Console.Error.WriteLine(
        "The data set mnist is missing: set NINEFOLD_DATA to the folder that holds mnist/train-images-idx3-ubyte.gz."
    );
    return 2;
}
var all = IdxFile.Read(folder, "train");
var test = IdxFile.Read(folder, "t10k");
var split = all.Labels.Count - HeldOut;
var data = new ImageData(all.Take([.. Enumerable.Range(0, split)]), all.Take([.. Enumerable.Range(split, HeldOut)]));
var context = new TrainingContext(Seed, Threads: 2);
var process = Process.GetCurrentProcess();
var results = new List<Measured>();

Add("5 nearest of every fifth image, by cosine", () => Neighbours(EveryFifth(data.Train)));
Add("multinomial regression", () => Regression(data.Train));
Add(
    "dense layers",
    () =>
        Network(
            new()
            {
                Maps = [],
                Hidden = [256, 128],
                Training = Plan(),
            }
        )
);
var plain = new ConvolutionalClassifier(Size: 5) { Maps = [16, 32], Training = Plan() };
Choose(("convolutions", plain), ("convolutions, moved and turned", plain with { Augmentation = new(2, 10) }));
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        data = new
        {
            id = "mnist",
            train = split,
            validation = HeldOut,
            test = test.Labels.Count,
        },
        seed = Seed,
        threads = context.Threads,
        results,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args.Length > 0)
    File.WriteAllText(args[0], text + "\n");
return 0;

static NeuralTraining Plan() =>
    new(Epochs: 5, BatchSize: 128, LearningRate: 2e-3, Schedule: Schedule.Cosine, WarmUpSteps: 100, Patience: 5);

Answer Network(ConvolutionalClassifier trainer) => OfModel(trainer.Fit(data, context));

Answer Regression(LabelledImages images)
{
    string[] names = [.. Enumerable.Range(0, images.Shape.Pixels).Select(pixel => $"p{pixel}")];
    var rows = new LabelledRows(
        new(names, new bool[names.Length]),
        images.Pixels,
        [.. images.Labels.Select(label => (float)label)],
        [.. Enumerable.Range(0, images.Labels.Count)]
    );
    return OfModel(new MultinomialRegression(L2: 100, Iterations: 30).Fit(new(rows, rows), context));
}

static LabelledImages EveryFifth(LabelledImages images) =>
    images.Take([.. Enumerable.Range(0, images.Labels.Count).Where(image => image % 5 == 0)]);

static Answer OfModel(IClassModel model)
{
    var probabilities = new double[model.Classes];
    return image =>
    {
        model.Probabilities(image, probabilities);
        return TensorPrimitives.IndexOfMax<double>(probabilities);
    };
}

static Answer Neighbours(LabelledImages images)
{
    var (pixels, width) = (images.Pixels.ToArray(), images.Shape.Pixels);
    for (var image = 0; image < images.Labels.Count; image++)
        Unit(pixels.AsSpan(image * width, width));
    var (index, found, query) = (new ExactIndex(pixels, width), new ScoredItem[Nearest], new float[width]);
    return image =>
    {
        image.CopyTo(query);
        Unit(query);
        index.Search(query, found);
        return found.Select(f => images.Labels[f.Item]).CountBy(label => label).MaxBy(c => c.Value).Key;
    };

    static void Unit(Span<float> image) =>
        TensorPrimitives.Divide(image, Math.Max(1e-9f, TensorPrimitives.Norm<float>(image)), image);
}

void Add(string name, Func<Answer> train) => Report(Trained(name, train), true);

// Only the better one on the images that were held out is asked the test.
void Choose(params (string Name, ConvolutionalClassifier Trainer)[] candidates)
{
    var trained = candidates.Select(c => Trained(c.Name, () => Network(c.Trainer))).ToList();
    var best = trained.MaxBy(t => t.Measured.Validation);
    foreach (var one in trained)
        Report(one, one == best);
}

(Answer Answer, Measured Measured) Trained(string name, Func<Answer> train)
{
    process.Refresh();
    var before = process.TotalProcessorTime;
    var answer = train();
    process.Refresh();
    var seconds = (process.TotalProcessorTime - before).TotalSeconds;
    var (right, micros) = Ask(answer, data.Validation);
    return (answer, new(name, right, null, Math.Round(seconds), Math.Round(micros)));
}

void Report((Answer Answer, Measured Measured) trained, bool isChosen)
{
    var measured = isChosen ? trained.Measured with { Test = Ask(trained.Answer, test).Right } : trained.Measured;
    results.Add(measured);
    Console.Error.WriteLine(measured);
}

// The share that is right, and the median time of an answer.
static (double Right, double Micros) Ask(Answer answer, LabelledImages images)
{
    var (right, times) = (0, new double[images.Labels.Count]);
    for (var image = 0; image < times.Length; image++)
    {
        var began = Stopwatch.GetTimestamp();
        right += answer(images.Image(image)) == images.Labels[image] ? 1 : 0;
        times[image] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }
    Array.Sort(times);
    return ((double)right / times.Length, times[times.Length / 2]);
}

internal delegate int Answer(ReadOnlySpan<float> image);

/// <summary>What a model did; the test only where it was chosen. Processor seconds of training, and the median of an answer.</summary>
internal sealed record Measured(
    string Model,
    double Validation,
    double? Test,
    double TrainSeconds,
    double MicrosAnImage
);
