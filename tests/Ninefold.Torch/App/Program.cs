using Ninefold.Data.Storage;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Native;
using Ninefold.Torch.Ranking;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Tasks;

// Makes every trainer, scores rows with a stored part, and tells what it loaded, and at last why libtorch does not load: score … | library … | trainers | why
object[] trainers =
[
    new MultilayerPerceptron(),
    new WideAndDeep(),
    new DeepCrossNetwork(),
    new DeepFm(),
    new Autoencoder(),
    new NeuralRanker(),
    new SharedBottom([new("task")]),
    new MixtureOfExperts([new("task")]),
    new SasRec(),
    new TwoTower(),
];
var model = PartSerializer.Read<ITabularModel>(File.ReadAllBytes(args[0]));
float[] rows = [.. args[1..].Select(float.Parse)];
var scores = new double[rows.Length / model.Width];
model.Score(rows, scores);
var loaded = File.ReadLines("/proc/self/maps")
    .Select(line => Path.GetFileName(line.Split(' ')[^1]))
    .Where(name => name.Contains(".so", StringComparison.Ordinal) || name == "TorchSharp.dll")
    .Distinct()
    .ToArray();
AppContext.SetData(LibTorch.FolderOption, "/nowhere");
_ = LibTorch.TryLoad(out var why);
Console.WriteLine(
    $"{string.Join(' ', scores.Select(s => s.ToString("R")))}|{string.Join(' ', loaded)}|{trainers.Length}|{why}"
);
