using System.Numerics.Tensors;
using Ninefold.Data.Storage;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Sequences;

public sealed class TextEncoderTests
{
    private const int Topics = 8;
    private const int Each = 4;
    private const int Tokens = Topics * Each * 2;

    private static readonly TextEncoder Trainer = new(Width: 16, Longest: 12, Dropout: 0)
    {
        Training = new NeuralTraining(Epochs: 40, BatchSize: 16, LearningRate: .01, Patience: 0),
    };

    /// <summary>A topic is asked for in words that none of its documents has: only pairs tell that they belong together.</summary>
    private static int[] Words(int topic, bool isQuery, Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (topic * Each) + random.Next(Each) + (isQuery ? 0 : Topics * Each))];

    private static TextPairs Pairs(int count, int seed = 3)
    {
        var random = new Random(seed);
        return new(
            Tokens,
            [.. Enumerable.Range(0, count).Select(i => Words(i % Topics, true, random, 2))],
            [.. Enumerable.Range(0, count).Select(i => Words(i % Topics, false, random, 6))],
            [.. Enumerable.Range(0, count).Select(i => (i, i))]
        );
    }

    [Theory]
    [InlineData(PairLoss.Contrastive)]
    [InlineData(PairLoss.Triplet)]
    [InlineData(PairLoss.Bpr)]
    public void Words_that_only_pairs_join_find_each_other(PairLoss loss)
    {
        var network = (Trainer with { Loss = loss }).Fit(Pairs(240), new(1));
        var fresh = Pairs(Topics, seed: 9);
        float[][] documents = [.. fresh.Documents.Select(d => network.Encode(d))];
        for (var topic = 0; topic < Topics; topic++)
        {
            var query = network.Encode(fresh.Queries[topic]);
            Assert.Equal(1, TensorPrimitives.Norm<float>(query), 4);
            var best = Enumerable.Range(0, Topics).MaxBy(d => TensorPrimitives.Dot<float>(query, documents[d]));
            Assert.Equal(topic, best);
        }
    }

    [Fact]
    public void The_seed_decides_and_a_saved_model_answers_the_same()
    {
        var few = Trainer with { Training = Trainer.Training with { Epochs = 2, Patience = 1 } };
        var (first, again) = (few.Fit(Pairs(60), new(1)), few.Fit(Pairs(60), new(1)));
        var loaded = PartSerializer.Read<Ninefold.Models.Onnx.EncoderNetwork>(PartSerializer.Write(first));
        Assert.Equal(first.Encode([1, 2]), again.Encode([1, 2]));
        Assert.Equal(first.Encode([1, 2]), loaded.Encode([1, 2]));
        Assert.NotEqual(first.Encode([1, 2]), few.Fit(Pairs(60), new(2)).Encode([1, 2]));
    }

    [Fact]
    public void Texts_of_unknown_tokens_are_zero_and_of_long_ones_the_beginning_is_read()
    {
        var network = (Trainer with { Training = Trainer.Training with { Epochs = 1 } }).Fit(Pairs(30), new(1));
        Assert.Equal(new float[16], network.Encode([]));
        Assert.Equal(new float[16], network.Encode([-1, Tokens]));
        int[] text = [.. Enumerable.Range(0, 40)];
        Assert.Equal(network.Encode(text.AsSpan(..12)), network.Encode(text));
    }

    [Fact]
    public void It_begins_with_the_vectors_it_is_given()
    {
        var pairs = Pairs(20);
        var same = Enumerable.Repeat(1f, Tokens * 16).ToArray();
        var still = Trainer with { Training = Trainer.Training with { Epochs = 1, LearningRate = 1e-9 } };
        var network = still.Fit(pairs with { Vectors = same }, new(1));
        Assert.Equal(1, TensorPrimitives.Dot<float>(network.Encode([1]), network.Encode([60, 7])), 4);
    }

    [Fact]
    public void Faults_are_said_at_once()
    {
        var parameters = Assert.Throws<ArgumentException>(() =>
            new TextEncoder(Width: 0, Temperature: 0, LogFrequency: 2)
        );
        foreach (var name in new[] { "Width", "Temperature", "LogFrequency" })
            Assert.Contains(name, parameters.Message);
        var pairs = new TextPairs(
            2,
            [
                [0, 2],
            ],
            [
                [1],
            ],
            [(0, 1)],
            [1, 2, 3]
        );
        var data = Assert.Throws<ArgumentException>(() => Trainer.Fit(pairs, new(1)));
        Assert.Contains("every token must be 0 to 1", data.Message);
        Assert.Contains("one of 1 queries and one of 1 documents", data.Message);
        Assert.Contains("2 × 16 numbers, got 3", data.Message);
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Pairs(20), new(1, Cancellation: new CancellationToken(canceled: true)))
        );
}
