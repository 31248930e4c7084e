using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Flows;
using Ninefold.Metrics.Cost;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Sequences;

/// <summary>What every trainer of histories must do.</summary>
public abstract class SequenceTrainerContract
{
    private const int Items = 12;

    protected static readonly NeuralTraining Quick = new(Epochs: 30, BatchSize: 20, LearningRate: .01, Patience: 0);

    protected abstract ITrainer<Interactions, HistoryNetwork> Trainer { get; }

    /// <summary>Each user walks a circle of items from a place of their own: after i comes i + 1.</summary>
    private static Interactions Circle() =>
        Interactions.From(
            new([.. Enumerable.Range(0, 60).Select(u => $"u{u}")]),
            new([.. Enumerable.Range(0, Items).Select(i => $"i{i}")]),
            Enumerable
                .Range(0, 60)
                .SelectMany(user =>
                    Enumerable
                        .Range(0, 3 + user % 3)
                        .Select(step => (user, new Interaction((user * 5 + step) % Items, 1, step)))
                )
        );

    private static IReadOnlyList<ScoredItem> Find(HistoryNetwork model, params int[] items) =>
        model.Find(new(-1, items.Select((item, at) => new Interaction(item, 1, at)).ToArray(), 99, 3));

    [Fact]
    public void It_learns_what_comes_next()
    {
        var model = Trainer.Fit(Circle(), new(1));
        var right = Enumerable
            .Range(0, Items)
            .Count(i => Find(model, i, (i + 1) % Items).Any(s => s.Item == (i + 2) % Items));
        Assert.InRange(right, Items - 1, Items); // three of twelve at random
    }

    [Fact]
    public void The_seed_decides_and_a_saved_model_answers_the_same()
    {
        var model = Trainer.Fit(Circle(), new(1));
        var loaded = (HistoryNetwork)
            PartSerializer.Read<ICandidateSource>(PartSerializer.Write<ICandidateSource>(model));
        Assert.Equal(Find(model, 3, 4), Find(loaded, 3, 4));
        Assert.Equal(Find(model, 3, 4), Find(Trainer.Fit(Circle(), new(1)), 3, 4));
        Assert.NotEqual(Find(model, 3, 4), Find(Trainer.Fit(Circle(), new(2)), 3, 4));
    }

    [Fact]
    public void Long_and_unknown_histories_are_answered()
    {
        var model = Trainer.Fit(Circle(), new(1));
        Assert.Equal(3, Find(model, [.. Enumerable.Range(0, 200).Select(i => i % Items)]).Count);
        Assert.Empty(Find(model));
        Assert.Empty(Find(model, 500));
    }

    [Fact]
    public void Users_of_one_item_tell_nothing()
    {
        var lonely = Circle().Where((_, row) => row.At == 0);
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(lonely, new(1)));
        Assert.Equal("There is no user with two items: nothing tells what comes next.", error.Message);
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Circle(), new(1, Cancellation: new CancellationToken(canceled: true)))
        );
}

public sealed class SasRecTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new SasRec(Width: 16, Longest: 8, Dropout: .1) { Training = Quick };

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new SasRec(Width: 10, Heads: 3, Dropout: 1, Blocks: 0));
        foreach (var name in new[] { "Width must be a multiple of Heads", "Dropout", "Blocks" })
            Assert.Contains(name, error.Message);
    }
}

/// <summary>What a network costs, counted in its file, is what its layers are.</summary>
public sealed class SasRecCostTests
{
    [Fact]
    public void Its_parameters_are_counted_to_the_number_and_its_products_by_their_formulas()
    {
        const int Items = 40;
        const int Width = 32;
        const int Longest = 10;
        var walks = Interactions.From(
            new(["u", "v"]),
            new([.. Enumerable.Range(0, Items).Select(i => $"i{i}")]),
            Enumerable.Range(0, 12).Select(step => (step % 2, new Interaction(step, 1, step)))
        );
        var trainer = new SasRec(Width, Longest, Blocks: 2, Heads: 4) { Training = new(Epochs: 1, Patience: 0) };
        var cost = trainer.Fit(walks, new(1)).Cost()!;
        var block = 4 * (Width * Width + Width) + 2 * 4 * Width * Width + 4 * Width + Width + 2 * 2 * Width;
        // The items' vectors are there twice: to be read, and to be ranked by.
        Assert.Equal((2 * Items + 1) * Width + Longest * Width + 2 * block + 2 * Width, cost.Parameters);
        var products =
            2 * FloatingPointOperations.Attention(Longest, Width)
            + 2 * 2 * FloatingPointOperations.MatMul(Longest, Width, 4 * Width)
            + FloatingPointOperations.MatMul(1, Width, Items);
        Assert.InRange(cost.Operations, products, 1.25 * products); // with norms, activations and sums
    }
}

public sealed class SampledSasRecTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new SasRec(Width: 16, Longest: 8, Dropout: .1, Negatives: 6)
        {
            Training = Quick with { Epochs = 60, Patience = 60 },
        };
}

public sealed class Bfloat16SasRecTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new SasRec(Width: 16, Longest: 8, Dropout: .1) { Training = Quick with { Bfloat16 = true } };
}

public sealed class Gru4RecTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new Gru4Rec(Width: 16, Longest: 8, Layers: 2, Dropout: .1) { Training = Quick with { Epochs = 60 } };

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new Gru4Rec(Width: 0, Layers: 0, Dropout: 1, Negatives: -1));
        foreach (var name in new[] { "Width", "Layers", "Dropout", "Negatives" })
            Assert.Contains(name, error.Message);
    }
}

public sealed class SampledGru4RecTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new Gru4Rec(Width: 16, Longest: 8, Dropout: .1, Negatives: 6)
        {
            Training = Quick with { Epochs = 60, Patience = 60 },
        };
}

public sealed class NextItNetTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new NextItNet(Width: 16, Longest: 8, Size: 2, Dropout: .1) { Training = Quick };

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new NextItNet(Width: 0, Size: 0, Blocks: 11, Dropout: 1));
        foreach (var name in new[] { "Width", "Size", "Blocks", "Dropout" })
            Assert.Contains(name, error.Message);
    }
}

public sealed class TwoTowerTests : SequenceTrainerContract
{
    protected override ITrainer<Interactions, HistoryNetwork> Trainer =>
        new TwoTower(Width: 16, Longest: 2, Dropout: 0) { Training = Quick with { Epochs = 60 } };

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new TwoTower(Width: 0, Temperature: 0, LogFrequency: 2));
        foreach (var name in new[] { "Width", "Temperature", "LogFrequency" })
            Assert.Contains(name, error.Message);
    }
}
