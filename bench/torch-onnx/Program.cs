using System.Text.Json;
using Ninefold.Bench.TorchOnnx;
using Ninefold.Features;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Tables;
using static TorchSharp.torch;

// Processor microseconds to score rows with DCN-v2 on one thread: as it is served here, and by TorchSharp, in one run.
const int Seed = 1;
const int Rounds = 15;
const int Quantities = 10;
const int Categories = 6;
const int Codes = 100;
const int Width = 8;
const int Crosses = 2;
int[] hidden = [64, 32];
var data = new TabularData(Table(2000, 1), Table(200, 2));
var model = new DeepCrossNetwork(Width: Width, Crosses: Crosses) { Hidden = hidden, Training = new(Epochs: 2) }.Fit(
    data,
    new(Seed)
);
set_num_threads(1);
using var peer = new TorchPeer(Quantities, Categories, Codes + 1, Width, Crosses, hidden);
using var noGradients = no_grad();

var one = Compare(1, calls: 2000);
var many = Compare(200, calls: 400);
var results = new
{
    schema = 1,
    network = new
    {
        quantities = Quantities,
        categories = Categories,
        codes = Codes,
        width = Width,
        crosses = Crosses,
        hidden,
    },
    threads = 1,
    rounds = Rounds,
    batches = new[] { one, many },
    targets = new { batch_1 = 3.0, batch_200 = 1.0 },
    met = one.TorchOverNinefold.Median >= 3 && many.TorchOverNinefold.Median >= 1,
};
var text = JsonSerializer.Serialize(
    results,
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return results.met ? 0 : 1;

Compared Compare(int batch, int calls)
{
    var rows = data.Validation.Values.AsSpan(0, batch * (Quantities + Categories)).ToArray();
    var scores = new double[batch];
    var (quantities, codes) = (new float[batch * Quantities], new long[batch * Categories]);
    var answers = new float[batch];
    var (own, torch, ratios) = (new List<double>(), new List<double>(), new List<double>());
    for (var round = -1; round < Rounds; round++) // the first compiles
    {
        var served = Time(calls, () => model.Score(rows, scores));
        var trained = Time(calls, ScoreByTorch);
        if (round < 0)
            continue;
        own.Add(served);
        torch.Add(trained);
        ratios.Add(trained / served);
    }
    return new(batch, Spread.Of(own), Spread.Of(torch), Spread.Of(ratios));

    // From the same encoded rows to scores in an array.
    void ScoreByTorch()
    {
        using var scope = NewDisposeScope();
        for (var row = 0; row < batch; row++)
        {
            var values = rows.AsSpan(row * (Quantities + Categories));
            values[..Quantities].CopyTo(quantities.AsSpan(row * Quantities));
            for (var i = 0; i < Categories; i++)
                codes[row * Categories + i] = (long)values[Quantities + i] + 1;
        }
        peer.forward(tensor(quantities, [batch, Quantities]), tensor(codes, [batch, Categories]))
            .data<float>()
            .CopyTo(answers);
    }
}

static double Time(int calls, Action call)
{
    var start = Environment.CpuUsage.TotalTime;
    for (var i = 0; i < calls; i++)
        call();
    return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / calls;
}

static LabelledRows Table(int count, int seed)
{
    var random = new Random(seed);
    var values = new float[count * (Quantities + Categories)];
    for (var i = 0; i < values.Length; i++)
        values[i] = i % (Quantities + Categories) < Quantities ? random.NextSingle() * 2 - 1 : random.Next(Codes);
    var schema = new FeatureSchema(
        [.. Enumerable.Range(0, Quantities + Categories).Select(i => $"c{i}")],
        [.. Enumerable.Range(0, Quantities + Categories).Select(i => i >= Quantities)]
    );
    return new(schema, values, [.. Enumerable.Range(0, count).Select(i => i % 2f)], [.. Enumerable.Range(0, count)]);
}

internal sealed record Compared(
    int Batch,
    Spread NinefoldMicroseconds,
    Spread TorchMicroseconds,
    Spread TorchOverNinefold
);
