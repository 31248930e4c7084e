using Ninefold.Models;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Training;

public sealed class TrainingLoopTests : IDisposable
{
    private const int Rows = 100;
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-training-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<Optimizer> Optimizers => [.. Enum.GetValues<Optimizer>()];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimiser_learns_and_the_seed_decides(Optimizer optimizer)
    {
        var plan = new NeuralTraining(Epochs: 30, BatchSize: 10, optimizer, LearningRate: .02, Momentum: .5);
        var first = Train(plan, seed: 1);
        Assert.True(first.Last < .3 * first.First, $"{first.First} → {first.Last}");
        Assert.Equal(first.Weights, Train(plan, seed: 1).Weights);
        Assert.NotEqual(first.Weights, Train(plan, seed: 2).Weights);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_training_cut_short_goes_on_to_the_same_weights_to_the_bit(Optimizer optimizer)
    {
        var plan = new NeuralTraining(5, 16, optimizer, .01, .01, .9, Schedule.Cosine, WarmUpSteps: 4, ClipNorm: 1);
        var whole = Train(plan, seed: 3);
        plan = plan with { Checkpoint = Path.Combine(folder, "training"), CheckpointSteps = 5 };
        // Seven steps an epoch: the 18th is in the middle of the third, three after a checkpoint.
        Assert.ThrowsAny<OperationCanceledException>(() => Train(plan, seed: 3, stopAfter: 18));
        Assert.True(File.Exists(plan.Checkpoint));
        var rest = Train(plan, seed: 3);
        Assert.Equal(whole.Weights, rest.Weights);
        Assert.Equal(35 - 15, rest.Steps);
        Assert.False(File.Exists(plan.Checkpoint));
    }

    [Fact]
    public void The_checkpoint_of_another_training_is_left_alone()
    {
        var plan = new NeuralTraining(5, 16) { Checkpoint = Path.Combine(folder, "training"), CheckpointSteps = 5 };
        Assert.ThrowsAny<OperationCanceledException>(() => Train(plan, seed: 3, stopAfter: 18));
        Assert.Equal(35, Train(plan, seed: 4).Steps);
    }

    [Fact]
    public void It_stops_without_improvement_and_keeps_the_best()
    {
        double[] qualities = [1, 3, 2, 2.5, 2.9, 9];
        var (epoch, seen) = (0, new List<float[][]>());
        var plan = new NeuralTraining(Epochs: 6, BatchSize: 50, Patience: 3);
        var result = Train(
            plan,
            seed: 1,
            validate: state =>
            {
                seen.Add(state.Save());
                return qualities[epoch++];
            }
        );
        Assert.Equal(5, epoch);
        Assert.Equal(seen[1], result.Weights);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_with_what_to_do()
    {
        var plan = new NeuralTraining(BatchSize: 10, Optimizer: Optimizer.Sgd, LearningRate: 1e20);
        var error = Assert.Throws<ArithmeticException>(() => Train(plan, seed: 1));
        Assert.Matches(
            @"^The loss is (NaN|∞|Infinity) at step \d+, in epoch 1: lower LearningRate \(it is 1E\+20\), or set ClipNorm \(it is off\)\.$",
            error.Message
        );
    }

    [Fact]
    public void The_rate_rises_and_falls_as_planned()
    {
        var plan = new NeuralTraining(LearningRate: 2, WarmUpSteps: 4, Schedule: Schedule.Linear);
        Assert.Equal([.5, 1, 1.5, 2, 2, 1], new[] { 0, 1, 2, 3, 4, 8 }.Select(step => plan.Rate(step, 12)));
        plan = plan with { Schedule = Schedule.Cosine };
        Assert.Equal([2, 1, 0], new[] { 4, 8, 12 }.Select(step => Math.Round(plan.Rate(step, 12), 9)));
        plan = plan with { Schedule = Schedule.Constant };
        Assert.Equal(2, plan.Rate(11, 12));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new NeuralTraining(0, 0, LearningRate: 0, Momentum: 1, ClipNorm: 0)
        );
        foreach (var name in new[] { "Epochs", "BatchSize", "LearningRate", "Momentum", "ClipNorm" })
            Assert.Contains(name, error.Message);
    }

    private sealed record Trained(float[][] Weights, int Steps, float First, float Last);

    /// <summary>Learns y = x₁ − 2 x₂ + x₁ x₂ through dropout.</summary>
    private static Trained Train(
        NeuralTraining plan,
        int seed,
        int stopAfter = int.MaxValue,
        Func<NetworkState, double>? validate = null
    )
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, Rows * 2).Select(_ => random.NextSingle() * 2 - 1)];
        float[] labels =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(r => values[2 * r] - 2 * values[2 * r + 1] + values[2 * r] * values[2 * r + 1]),
        ];
        var network = new Network();
        var x = Network.Floats("x", "batch", "2");
        var hidden = network.Linear(x, 2, 16).Tanh().Dropout(.05);
        var output = network.Linear(hidden, 16, 1).Reshape(-1);
        using var state = new NetworkState(network, seed);
        using var cancellation = new CancellationTokenSource();
        var losses = new List<float>();
        new TrainingLoop(state, plan, new TrainingContext(seed, Cancellation: cancellation.Token)).Run(
            new(
                Rows,
                rows =>
                {
                    var given = tensor([.. rows.SelectMany(r => values[(2 * r)..(2 * r + 2)])], [rows.Length, 2]);
                    var wanted = tensor([.. rows.Select(r => labels[r])], [rows.Length]);
                    var answer = state.Run([output], new Dictionary<string, Tensor> { ["x"] = given }, training: true)[
                        0
                    ];
                    var loss = Losses.Pointwise(Loss.Squared, answer, wanted).mean();
                    losses.Add(loss.item<float>());
                    if (losses.Count == stopAfter)
                        cancellation.Cancel();
                    return loss;
                },
                validate is null ? null : () => validate(state)
            )
        );
        return new(state.Save(), losses.Count, losses.Take(10).Average(), losses.TakeLast(10).Average());
    }
}
