using Ninefold.Metrics;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Training;

public sealed class TransferTests
{
    private static readonly NeuralTraining Plan = new(Epochs: 20, BatchSize: 32, LearningRate: .01, Patience: 0);
    private static readonly MultilayerPerceptron Network = new() { Training = Plan };
    private static readonly OnnxTabularModel Earlier = Fit(Network, Rows(4000, 1));

    // Without missing values and so with the same codes.
    private static LabelledRows Rows(int count, int seed)
    {
        var rows = TabularTrainerContract.Rows(count, seed);
        return rows with { Values = [.. rows.Values.Select(value => float.IsNaN(value) ? 0 : value)] };
    }

    private static OnnxTabularModel Fit(MultilayerPerceptron network, LabelledRows rows, int seed = 1) =>
        network.Fit(new(rows, rows), new(seed));

    private static MultilayerPerceptron With(Transfer transfer, double rate = .002) =>
        Network with
        {
            Training = Plan with { LearningRate = rate, Transfer = transfer },
        };

    private static double[] Scores(OnnxTabularModel model, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return scores;
    }

    private static Dictionary<string, byte[]> Weights(OnnxTabularModel model) =>
        OnnxLayers.Read(model.Network.Bytes).Weights.DistinctBy(w => w.Name).ToDictionary(w => w.Name, w => w.Data);

    [Fact]
    public void What_was_learned_of_many_rows_helps_where_there_are_few()
    {
        var fresh = Rows(2000, 99);
        var (warm, cold) = (0.0, 0.0);
        for (var seed = 0; seed < 4; seed++)
        {
            var few = Rows(40, 10 + seed);
            warm += Auc(Fit(With(new(Earlier.Network) { Frozen = ["embedding-1", "linear-1"] }), few, seed));
            cold += Auc(Fit(Network, few, seed));
        }
        Assert.True(warm > cold + 4 * .02, $"{warm / 4} against {cold / 4}");

        double Auc(OnnxTabularModel model) =>
            new RocAuc().Compute([
                .. Scores(model, fresh).Select((s, i) => new Judged<double, double>(s, fresh.Labels[i], "all")),
            ]);
    }

    [Fact]
    public void A_warm_start_begins_where_the_earlier_model_is()
    {
        var rows = Rows(4000, 1); // the same, and so standardised alike
        var warm = Fit(With(new(Earlier.Network), rate: 1e-9), rows, seed: 2);
        var (expected, actual) = (Scores(Earlier, rows), Scores(warm, rows));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Frozen_layers_stay_to_the_bit_and_fresh_ones_begin_anew()
    {
        Assert.Equal(["embedding-1", "linear-1", "linear-2", "linear-3"], Transfer.Layers(Earlier.Network));
        var transfer = new Transfer(Earlier.Network) { Frozen = ["embedding-1", "linear-1"], Fresh = ["linear-3"] };
        var (before, after) = (Weights(Earlier), Weights(Fit(With(transfer), Rows(200, 5))));
        foreach (var name in before.Keys.Where(n => n.Contains('.')))
            Assert.Equal(
                name.StartsWith("embedding-1") || name.StartsWith("linear-1"),
                before[name].SequenceEqual(after[name])
            );
        // Unlike a warm start, a fresh layer does not depend on what the earlier one was.
        var other = Fit(Network with { Hidden = [64, 32] }, Rows(4000, 3), seed: 9);
        var plan = With(new(other.Network) { Fresh = ["embedding-1", "linear-1", "linear-2", "linear-3"] });
        Assert.Equal(
            Scores(Fit(plan, Rows(200, 5)), Rows(50, 6)),
            Scores(Fit(Network with { Training = Plan with { LearningRate = .002 } }, Rows(200, 5)), Rows(50, 6))
        );
    }

    [Fact]
    public void All_that_does_not_fit_is_named()
    {
        var narrow = With(new(Earlier.Network) { Frozen = ["linear-9"] }) with { Hidden = [16] };
        var error = Assert.Throws<ArgumentException>(() => Fit(narrow, Rows(200, 5)));
        foreach (
            var part in new[]
            {
                "linear-1.0 is [11, 16] here and [11, 64] there",
                "linear-1.1 is [16] here and [64] there",
                "linear-2.0 is [16, 1] here and [64, 32] there",
                "linear-3.0 is missing here and [32, 1] there",
                "there is no layer 'linear-9'",
                "The layers are embedding-1, linear-1, linear-2;",
            }
        )
            Assert.Contains(part, error.Message);
        string[] all = ["embedding-1", "linear-1", "linear-2", "linear-3"];
        error = Assert.Throws<ArgumentException>(() => Fit(With(new(Earlier.Network) { Frozen = all }), Rows(200, 5)));
        Assert.Equal("All layers are frozen: nothing is left to be learned.", error.Message);
    }

    [Fact]
    public void Another_earlier_model_is_another_training()
    {
        var other = Fit(Network, Rows(300, 3));
        Assert.NotEqual(new Transfer(Earlier.Network).Sha256, new Transfer(other.Network).Sha256);
        Assert.Contains(
            new Transfer(other.Network).Sha256,
            System.Text.Json.JsonSerializer.Serialize(With(new(other.Network)))
        );
    }
}
