using System.Text.Json;
using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Tables;

/// <summary>The contract of trainers of tables, for networks: a batch of another size may differ in the last bits.</summary>
public abstract class NeuralTableContract : TabularTrainerContract
{
    protected static readonly NeuralTraining Quick = new(Epochs: 20, BatchSize: 32, LearningRate: .01);

    protected override double Tolerance => 1e-6;

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<OnnxTabularModel>(json)!;

    [Fact]
    public void It_is_a_part_of_a_release()
    {
        var data = new TabularData(Rows(100, 1), Rows(20, 2));
        var model = Trainer.Fit(data, new(1));
        var saved = PartSerializer.Write(model);
        var loaded = PartSerializer.Read<ITabularModel>(saved);
        var (expected, actual) = (new double[20], new double[20]);
        model.Score(data.Validation.Values, expected);
        loaded.Score(data.Validation.Values, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(saved, PartSerializer.Write(loaded));
    }
}

public sealed class MultilayerPerceptronTests : NeuralTableContract
{
    protected override ITabularTrainer Trainer => new MultilayerPerceptron { Training = Quick };

    [Fact]
    public void Quantities_are_learned_and_the_best_epoch_is_kept()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 600).Select(_ => random.NextSingle() * 2 - 1)];
        float[] labels = [.. Enumerable.Range(0, 300).Select(r => 100 + 10 * values[2 * r] * values[2 * r + 1])];
        var rows = new LabelledRows(
            new FeatureSchema(["a", "b"], [false, false]),
            values,
            labels,
            [.. Enumerable.Range(0, 300)]
        );
        var trainer = new MultilayerPerceptron(Loss.Huber) { Training = Quick with { Epochs = 150, Patience = 0 } };
        var scores = new double[300];
        trainer.Fit(new(rows, rows), new(1)).Score(values, scores);
        var error = scores.Zip(labels, (s, l) => Math.Abs(s - l)).Average();
        Assert.InRange(error, 0, 1); // the mean alone is off by 2.5
    }

    [Fact]
    public void Constant_and_missing_columns_and_unseen_categories_do_no_harm()
    {
        var train = Rows(200, 1);
        for (var row = 0; row < train.Count; row++)
            (train.Values[4 * row], train.Values[4 * row + 1]) = (float.NaN, 7);
        var model = new MultilayerPerceptron { Training = Quick }.Fit(new(train, Rows(50, 2)), new(1));
        var scores = new double[3];
        model.Score([float.NaN, 7, float.NaN, 0, 5, -1e30f, 1e6f, 0, float.NaN, 7, float.NaN, 0], scores);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Equal(scores[0], scores[1], 1e-5);
    }

    [Fact]
    public void One_class_and_wrong_labels_are_refused()
    {
        var rows = Rows(20, 1);
        var one = rows with { Labels = new float[20] };
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(new(one, rows), new(1)));
        Assert.Equal("All 20 training rows have the label 0: mlp needs two different ones.", error.Message);
        var two = rows with { Labels = [.. rows.Labels.Select((l, i) => i == 3 ? 2 : l)] };
        error = Assert.Throws<ArgumentException>(() => Trainer.Fit(new(two, rows), new(1)));
        Assert.Equal("Labels of mlp with BinaryCrossEntropy must be 0 to 1, row 3 has 2.", error.Message);
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron(Dropout: 1));
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron { Hidden = [8, 0] });
    }

    [Fact]
    public void Weights_count()
    {
        var rows = Rows(300, 1);
        var heavy = rows with { Weights = [.. rows.Labels.Select(label => label == 1 ? 20f : 1f)] };
        var (plain, weighted) = (new double[300], new double[300]);
        Trainer.Fit(new(rows, rows), new(1)).Score(rows.Values, plain);
        Trainer.Fit(new(heavy, heavy), new(1)).Score(rows.Values, weighted);
        Assert.True(weighted.Average() > plain.Average() + .1);
    }
}

public sealed class WideAndDeepTests : NeuralTableContract
{
    protected override ITabularTrainer Trainer => new WideAndDeep { Training = Quick };
}

public sealed class DeepFmTests : NeuralTableContract
{
    protected override ITabularTrainer Trainer => new DeepFm { Training = Quick };
}

public sealed class DeepCrossNetworkTests : NeuralTableContract
{
    protected override ITabularTrainer Trainer => new DeepCrossNetwork { Training = Quick };
}

public sealed class AutoencoderTests : NeuralTableContract
{
    protected override ITabularTrainer Trainer => new Autoencoder { Training = Quick };

    // It learns no labels: the positives among these break the pattern that the others follow.
    protected override TabularData Learnable => new(Pattern(0, 400, 1), Pattern(40, 200, 2));

    private static LabelledRows Pattern(int broken, int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[count * 4], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var x = random.NextSingle() * 2 - 1;
            labels[row] = row < broken ? 1 : 0;
            new[] { x, row < broken ? x : -x, x > 0 ? 1 : 0, 2 * x }.CopyTo(values.AsSpan(row * 4));
        }
        var schema = new FeatureSchema(["x", "opposite", "sign", "double"], [false, false, true, false]);
        return new(schema, values, labels, [.. Enumerable.Range(0, count)]);
    }
}
