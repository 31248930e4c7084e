using System.Text.Json.Serialization;
using Ninefold.Features;

namespace Ninefold.Torch.Training;

/// <summary>How weights are moved.</summary>
public enum Optimizer
{
    /// <summary>Stochastic gradient descent, with momentum where it is above 0.</summary>
    Sgd,

    /// <summary>Steps that shrink with all past gradients (Duchi et al., 2011).</summary>
    AdaGrad,

    /// <summary>Steps over a running mean of squared gradients (Tieleman and Hinton, 2012).</summary>
    RmsProp,

    /// <summary>Running means of gradients and their squares (Kingma and Ba, 2015).</summary>
    Adam,

    /// <summary>Adam, with the decay of weights apart from the gradient (Loshchilov and Hutter, 2019).</summary>
    AdamW,
}

/// <summary>How the learning rate goes on after the warm-up.</summary>
public enum Schedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls to 0 in a line.</summary>
    Linear,

    /// <summary>It falls to 0 along half a cosine (Loshchilov and Hutter, 2017).</summary>
    Cosine,
}

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">At most so many times through the examples, at least 1.</param>
/// <param name="BatchSize">Examples a step, at least 1.</param>
/// <param name="Optimizer">How weights are moved.</param>
/// <param name="LearningRate">How far, above 0.</param>
/// <param name="WeightDecay">How much weights shrink, at least 0.</param>
/// <param name="Momentum">Share of the last step that is taken again, in [0, 1); of <see cref="Optimizer.Sgd"/> only.</param>
/// <param name="Schedule">How the learning rate goes on.</param>
/// <param name="WarmUpSteps">Steps in which it rises from 0, at least 0.</param>
/// <param name="ClipNorm">The longest gradient, above 0; null for any.</param>
/// <param name="Patience">Epochs without improvement on the validation part before it stops, keeping the best; 0 never stops.</param>
public sealed record NeuralTraining(
    int Epochs = 20,
    int BatchSize = 256,
    Optimizer Optimizer = Optimizer.AdamW,
    double LearningRate = 1e-3,
    double WeightDecay = 0,
    double Momentum = 0,
    Schedule Schedule = Schedule.Constant,
    int WarmUpSteps = 0,
    double? ClipNorm = null,
    int Patience = 3
)
{
    /// <summary>What it is called where a parameter is wrong.</summary>
    [JsonIgnore]
    public string Name { get; } =
        Parameters.Check(
            "neural-training",
            Parameters.AtLeast(Epochs, 1),
            Parameters.AtLeast(BatchSize, 1),
            Parameters.Above(LearningRate, 0),
            Parameters.AtLeast(WeightDecay, 0),
            Parameters.Within(Momentum, 0, 1),
            Parameters.AtLeast(WarmUpSteps, 0),
            Parameters.Above(ClipNorm, 0),
            Parameters.AtLeast(Patience, 0)
        );

    /// <summary>
    /// Whether products of matrices are computed in bfloat16, which keeps float32's range and 8 bits of its precision; weights,
    /// sums and everything else stay in float32 (Micikevicius et al., 2018, "Mixed Precision Training"), and so does the model
    /// that is served. It pays for products that are large, such as scores of all items, on a processor that has instructions
    /// for it (AVX512-BF16, AMX), where an epoch over scores of 12,101 items took half the time; elsewhere it is right but slower.
    /// </summary>
    public bool Bfloat16 { get; init; }

    /// <summary>The earlier model whose weights the training begins with; null where it begins with drawn ones.</summary>
    public Transfer? Transfer { get; init; }

    /// <summary>
    /// Where a training that is cut short goes on from, to the same weights to the bit; null where it starts anew. The file
    /// is removed at the end. It does not matter for what is learned.
    /// </summary>
    [JsonIgnore]
    public string? Checkpoint { get; init; }

    /// <summary>Steps from one checkpoint to the next.</summary>
    [JsonIgnore]
    public int CheckpointSteps { get; init; } = 500;

    /// <summary>
    /// Told at the end how long the gradients were, layer by layer; not of a training that went on from a checkpoint. It does
    /// not matter for what is learned.
    /// </summary>
    [JsonIgnore]
    public Action<GradientNorms>? Watch { get; init; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">How many there are at most.</param>
    internal double Rate(int step, int steps)
    {
        if (step < WarmUpSteps)
            return LearningRate * (step + 1) / WarmUpSteps;
        var done = (double)(step - WarmUpSteps) / Math.Max(1, steps - WarmUpSteps);
        return LearningRate
            * Schedule switch
            {
                Schedule.Linear => 1 - done,
                Schedule.Cosine => (1 + Math.Cos(Math.PI * done)) / 2,
                _ => 1,
            };
    }
}
