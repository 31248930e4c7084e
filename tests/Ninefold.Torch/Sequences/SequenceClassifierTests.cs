using Ninefold.Data.Storage;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Sequences;

/// <summary>What every reader of sequences must do.</summary>
public abstract class SequenceClassifierContract(SequenceReader reader)
{
    private const int Tokens = 12;

    protected SequenceClassifier Trainer { get; } =
        new(reader, Width: 8, Hidden: 8, Longest: 10, Heads: 2, Dropout: .1)
        {
            Sizes = [2, 3],
            Training = new(Epochs: 40, BatchSize: 20, LearningRate: .01, Patience: 0),
        };

    /// <summary>Which of two tokens comes first, among others: no bag of tokens tells.</summary>
    private static LabelledSequences Orders(int count, int seed)
    {
        var random = new Random(seed);
        var sequences = new List<int[]>();
        for (var i = 0; i < count; i++)
        {
            var others = Enumerable.Range(0, random.Next(6)).Select(_ => 2 + random.Next(Tokens - 2)).ToList();
            others.InsertRange(random.Next(others.Count + 1), i % 2 == 0 ? [0, 1] : [1, 0]);
            sequences.Add([.. others]);
        }
        return new(sequences, [.. Enumerable.Range(0, count).Select(i => i % 2)]);
    }

    private static SequenceData Data(int count = 200) => new(Tokens, Orders(count, 1), Orders(60, 2));

    private static float[] Ask(SequenceNetwork model, params int[] tokens)
    {
        var probabilities = new float[model.Classes];
        model.Probabilities(tokens, probabilities);
        return probabilities;
    }

    private static double Accuracy(SequenceNetwork model, LabelledSequences asked) =>
        Enumerable
            .Range(0, asked.Labels.Count)
            .Average(i => Ask(model, asked.Sequences[i])[asked.Labels[i]] > .5 ? 1.0 : 0);

    private SequenceClassifier Quick => Trainer with { Training = Trainer.Training with { Epochs = 2 } };

    [Fact]
    public void It_learns_an_order() => Assert.InRange(Accuracy(Trainer.Fit(Data(), new(1)), Orders(100, 3)), .95, 1);

    [Fact]
    public void The_seed_decides_and_a_saved_model_answers_the_same()
    {
        var model = Quick.Fit(Data(), new(1));
        var loaded = PartSerializer.Read<SequenceNetwork>(PartSerializer.Write(model));
        Assert.Equal(Ask(model, 4, 0, 1), Ask(loaded, 4, 0, 1));
        Assert.Equal(Ask(model, 4, 0, 1), Ask(Quick.Fit(Data(), new(1)), 4, 0, 1));
        Assert.NotEqual(Ask(model, 4, 0, 1), Ask(Quick.Fit(Data(), new(2)), 4, 0, 1));
    }

    /// <summary>Sequences of all lengths are validated in one batch and served one by one.</summary>
    [Fact]
    public void It_stops_by_the_accuracy_that_is_served()
    {
        var (data, told) = (Data(80), new List<double>());
        var plan = Quick.Training with { Patience = 2 };
        var model = (Trainer with { Training = plan }).Fit(data, new Watched(1, told));
        Assert.Equal(told.Max(), Accuracy(model, data.Validation), 1e-9);
    }

    [Fact]
    public void Vectors_that_are_frozen_stay()
    {
        float[] vectors = [.. Enumerable.Range(0, Tokens * 8).Select(i => i % 7 - 3f)];
        var given = Data() with { Vectors = vectors };
        var (frozen, tuned) = (Quick with { FreezeVectors = true }, Quick);
        Assert.Equal(vectors, Table(frozen.Fit(given, new(1)))[8..]);
        var moved = Table(tuned.Fit(given, new(1)))[8..];
        Assert.NotEqual(vectors, moved);
        Assert.All(vectors.Zip(moved), pair => Assert.Equal(pair.First, pair.Second, 1.0));
        Assert.Contains(
            "FreezeVectors needs vectors",
            Assert.Throws<ArgumentException>(() => frozen.Fit(Data(), new(1))).Message
        );

        static float[] Table(SequenceNetwork model) =>
            OnnxLayers
                .Read(model.Network.Bytes)
                .Weights.Single(w => w.Name == "embedding-1.0")
                .Data.Chunk(4)
                .Select(bytes => BitConverter.ToSingle(bytes))
                .ToArray();
    }

    [Fact]
    public void What_an_earlier_model_learned_is_taken_over()
    {
        var earlier = Trainer.Fit(Data(), new(1));
        var transfer = new Transfer(earlier.Network) { Frozen = ["embedding-1"] };
        var plan = Trainer.Training with { Transfer = transfer, Epochs = 1, LearningRate = 1e-9 };
        var taken = (Trainer with { Training = plan, FreezeVectors = true }).Fit(Data(20), new(2));
        foreach (var (a, b) in Ask(earlier, 3, 1, 0).Zip(Ask(taken, 3, 1, 0)))
            Assert.Equal(a, b, 1e-4);
    }

    [Fact]
    public void Long_empty_and_unknown_sequences_are_answered()
    {
        var model = Quick.Fit(Data(), new(1));
        int[] text = [.. Enumerable.Range(0, 40).Select(i => i % Tokens)];
        Assert.Equal(Ask(model, text[..10]), Ask(model, text));
        Assert.Equal(1, Ask(model).Sum(), 1e-5);
        Assert.Equal(Ask(model), Ask(model, 500, -1));
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Data(), new(1, Cancellation: new CancellationToken(canceled: true)))
        );

    private sealed record Watched(int Seed, List<double> Told) : Ninefold.Models.TrainingContext(Seed)
    {
        public override void Tell(Ninefold.Models.Runs.TrainingCurve curve)
        {
            if (curve.Metric == "accuracy")
                Told.AddRange(curve.Values);
        }
    }
}

public sealed class ConvolutionClassifierTests() : SequenceClassifierContract(SequenceReader.Convolution)
{
    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new SequenceClassifier(SequenceReader.Transformer, Width: 10, Hidden: 0, Longest: 0, Heads: 3, Dropout: 1)
        );
        foreach (var name in new[] { "Width must be a multiple of Heads", "Hidden", "Longest", "Dropout" })
            Assert.Contains(name, error.Message);
        Assert.Throws<ArgumentException>(() => new SequenceClassifier((SequenceReader)9));
        Assert.Throws<ArgumentException>(() => new SequenceClassifier { Sizes = [0] });
        var data = new SequenceData(
            0,
            new(
                [
                    [1],
                ],
                [0, 0]
            ),
            new([], []),
            [1]
        );
        error = Assert.Throws<ArgumentException>(() => Trainer.Fit(data, new(1)));
        foreach (
            var part in new[]
            {
                "Tokens must be at least 1, got 0",
                "two different labels",
                "1 sequences of the training part need as many labels, got 2",
                "0 × 8 numbers, got 1",
            }
        )
            Assert.Contains(part, error.Message);
        data = new(
            2,
            new(
                [
                    [1],
                    [0],
                ],
                [0, 1]
            ),
            new(
                [
                    [1],
                ],
                [2]
            )
        );
        error = Assert.Throws<ArgumentException>(() => Trainer.Fit(data, new(1)));
        Assert.Contains("labels of the validation part must be 0 to 1", error.Message);
    }
}

public sealed class GruClassifierTests() : SequenceClassifierContract(SequenceReader.Gru);

public sealed class LstmClassifierTests() : SequenceClassifierContract(SequenceReader.Lstm);

public sealed class TransformerClassifierTests() : SequenceClassifierContract(SequenceReader.Transformer);
