using System.Diagnostics;
using System.Text.Json;
using Ninefold.Bench.BoostedTrees;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

// What training boosted trees costs above a bare C program over the same LightGBM: the same rows, the same parameters, turn by
// turn. Time is that of all processors, which other work on the machine delays less.
const int Rows = 200_000;
const int TestRows = 50_000;
const int Trees = 100;
const int Leaves = 63;
const int Threads = 2;
const int Seed = 1;
const int Rounds = 7;
const double Target = 1.03;
var (train, test) = (SyntheticRows.Make(Rows, 1), SyntheticRows.Make(TestRows, 2));
var trainer = new BoostedTrees
{
    Rounds = Trees,
    Leaves = Leaves,
    Patience = 0,
};
var parameters =
    $"objective=binary metric=binary_logloss learning_rate=0.1 num_leaves={Leaves} min_data_in_leaf=20 seed={Seed} "
    + $"num_threads={Threads} deterministic=true force_row_wise=true verbosity=-1";
using var driver = new Driver(train);
var (own, bare, ratios) = (new List<double>(), new List<double>(), new List<double>());
var (ownWall, bareWall) = (new List<double>(), new List<double>());
var (ownAuc, bareAuc, areEqual) = (0.0, 0.0, true);
for (var round = -1; round < Rounds; round++)
{
    var peer = driver.Train(Trees, parameters);
    var (processor, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
    var model = trainer.Fit(new(train, train), new TrainingContext(Seed, Threads));
    var (used, took) = ((Environment.CpuUsage.TotalTime - processor).TotalSeconds, wall.Elapsed.TotalSeconds);
    Console.WriteLine(
        $"ours {used:0.00} s of processors, {took:0.00} s; bare {peer.Processor:0.00} s, {peer.Seconds:0.00} s"
    );
    if (round < 0)
        continue; // compiles
    own.Add(used);
    bare.Add(peer.Processor);
    ratios.Add(used / peer.Processor);
    ownWall.Add(took);
    bareWall.Add(peer.Seconds);
    var same = new TreeEnsemble(peer.Model[..peer.Model.IndexOf("\nparameters:", StringComparison.Ordinal)]);
    (ownAuc, bareAuc) = (Auc(model, test), Auc(same, test));
    areEqual &= ownAuc == bareAuc;
}
var ratio = Spread.Of(ratios);
var met = ratio.Median <= Target && areEqual;
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        rows = Rows,
        columns = SyntheticRows.Columns,
        trees = Trees,
        leaves = Leaves,
        threads = Threads,
        rounds = Rounds,
        processor_seconds = new { ninefold = Spread.Of(own), bare = Spread.Of(bare) },
        seconds = new { ninefold = Spread.Of(ownWall), bare = Spread.Of(bareWall) },
        processor_ratio = ratio,
        test_auc = new { ninefold = ownAuc, bare = bareAuc },
        target_ratio = Target,
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return met ? 0 : 1;

static double Auc(TreeEnsemble model, LabelledRows rows)
{
    var scores = new double[rows.Count];
    model.Score(rows.Values, scores);
    return new RocAuc().Compute([.. scores.Select((s, i) => new Judged<double, double>(s, rows.Labels[i], "all"))]);
}
