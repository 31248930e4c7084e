using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Training;

/// <summary>What a training minimises.</summary>
/// <param name="Examples">How many examples there are, at least 1.</param>
/// <param name="Loss">The mean loss of examples, by their numbers.</param>
/// <param name="Validate">The quality on the validation part, higher is better; null where there is none.</param>
/// <param name="Threads">How many threads one step may use: another number gives other last bits.</param>
/// <param name="Measured">By what name that quality is told, epoch by epoch; null where it is not.</param>
internal sealed record TrainingTask(
    int Examples,
    Func<int[], Tensor> Loss,
    Func<double>? Validate = null,
    int Threads = 1,
    string? Measured = null
);

/// <summary>
/// Steps through shuffled examples. All chance comes from the seed and the number of the step, so that a training that
/// goes on from a checkpoint ends at the same weights to the bit.
/// </summary>
internal sealed class TrainingLoop(NetworkState state, NeuralTraining plan, TrainingContext context)
{
    // Chance and the number of threads belong to the process.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private readonly List<double> qualities = [];
    private int step;
    private bool isResumed;
    private Best best = new(double.NegativeInfinity, 0, null);

    /// <summary>Trains, and leaves the best weights in the state.</summary>
    /// <exception cref="ArgumentException">The network is not that of the earlier model; the message names every layer.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number; the message says what to do.</exception>
    public void Run(TrainingTask task)
    {
        OneAtATime.Wait(context.Cancellation);
        try
        {
            Train(task);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private void Train(TrainingTask task)
    {
        set_num_threads(task.Threads);
        state.Bfloat16 = plan.Bfloat16;
        plan.Transfer?.Apply(state);
        using var descent = new Descent(plan, state.Learned);
        var batches = (task.Examples + plan.BatchSize - 1) / plan.BatchSize;
        var checkpoint = plan.Checkpoint is null
            ? null
            : new Checkpoint(plan.Checkpoint, $"{plan} {context.Seed} {task.Examples}");
        var meter = new GradientMeter(state);
        if (checkpoint?.Load(state, descent) is { } found)
            (step, best, isResumed) = (found.Step, found.Best, true);
        for (var order = Order(task.Examples); step < batches * plan.Epochs; )
        {
            if (step % batches == 0)
                order = Order(task.Examples);
            var rows = order.AsSpan(step % batches * plan.BatchSize);
            Step(descent, meter, task, rows[..Math.Min(plan.BatchSize, rows.Length)].ToArray(), batches);
            step++;
            context.Progress?.Report((double)step / (batches * plan.Epochs));
            if (step % batches == 0)
                meter.EndEpoch();
            if (step % batches == 0 && HasStopped(task, step / batches))
                break;
            if (step % plan.CheckpointSteps == 0)
                checkpoint?.Save(state, descent, step, best);
        }
        if (best.Weights is not null)
            state.Restore(best.Weights);
        Tell(task.Measured, meter.Norms());
        checkpoint?.Remove();

        int[] Order(int examples)
        {
            int[] shuffled = [.. Enumerable.Range(0, examples)];
            new Random(HashCode(context.Seed, step / batches)).Shuffle(shuffled);
            return shuffled;
        }
    }

    private void Tell(string? measured, GradientNorms gradients)
    {
        if (isResumed) // and does not know how it began
            return;
        if (measured is not null && qualities.Count > 0)
            context.Tell(TrainingCurve.Of(measured, qualities, best.Epoch));
        var kept = best.Weights is null ? gradients.Means.Count : best.Epoch;
        context.Tell(TrainingCurve.Of("mean gradient norm", gradients.Means, kept));
        context.Tell(TrainingCurve.Of("largest gradient norm", gradients.Largest, kept));
        plan.Watch?.Invoke(gradients);
    }

    private void Step(Descent descent, GradientMeter meter, TrainingTask task, int[] rows, int batches)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        manual_seed(HashCode(context.Seed, step)); // of dropout
        descent.Clear();
        var loss = task.Loss(rows);
        if (loss.item<float>() is var value && !float.IsFinite(value))
            throw new ArithmeticException(
                $"The loss is {value} at step {step + 1}, in epoch {step / batches + 1}: lower LearningRate (it is "
                    + $"{plan.LearningRate}), or set ClipNorm (it is {plan.ClipNorm?.ToString() ?? "off"})."
            );
        loss.backward();
        meter.Read();
        if (plan.ClipNorm is { } longest)
            nn.utils.clip_grad_norm_(state.Learned, longest);
        descent.Step(plan.Rate(step, batches * plan.Epochs));
    }

    private bool HasStopped(TrainingTask task, int epoch)
    {
        if (plan.Patience == 0 || task.Validate is null)
            return false;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        qualities.Add(task.Validate());
        if (qualities[^1] is var quality && quality > best.Quality)
            best = new(quality, epoch, state.Save());
        return epoch - best.Epoch >= plan.Patience;
    }

    // Unlike System.HashCode the same in every process.
    private static int HashCode(int seed, int number) => unchecked(seed * 0x5bd1e995 + number * 0x1b873593 + 1);

    /// <summary>The best weights so far.</summary>
    internal sealed record Best(double Quality, int Epoch, float[][]? Weights);
}
