using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Ranking;

/// <summary>
/// Layers of neurons that score the rows of a group (a query, a request) so that the better grades come first. Labels are
/// whole grades 0 to 30; scores have no unit and tell only the order. Quantities are standardised, and where a few are far larger
/// than the rest, their logarithm is (Qin et al., 2021, "Are neural rankers still outperformed by gradient boosted decision
/// trees?"). With patience it stops by the validation part's nDCG, in which a grade g gains 2^g − 1. A batch is of groups.
/// </summary>
/// <param name="Loss">What is minimised.</param>
/// <param name="Width">Numbers a learned vector of a category, at least 1.</param>
/// <param name="Dropout">Share of numbers zeroed in training, in [0, 1).</param>
/// <param name="Activation">What each neuron does with its sum.</param>
/// <param name="RankAt">The k of the nDCG@k that stops the training, at least 1.</param>
/// <param name="LogHeavyTails">Whether quantities with heavy tails are taken as ± log(1 + |x|).</param>
public sealed record NeuralRanker(
    RankingLoss Loss = RankingLoss.LambdaRank,
    int Width = 8,
    double Dropout = 0,
    Activation Activation = Activation.Relu,
    int RankAt = 10,
    bool LogHeavyTails = true
) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "neural-ranker",
            Enum.IsDefined(Loss)
                ? null
                : $"Loss must be one of {string.Join(", ", Enum.GetNames<RankingLoss>())}, got {Loss}",
            Parameters.AtLeast(Width, 1),
            Parameters.Within(Dropout, 0, 1),
            Parameters.AtLeast(RankAt, 1)
        );

    /// <summary>Layers, outputs of each, at least 1; none for a linear score.</summary>
    public IReadOnlyList<int> Hidden
    {
        get;
        init => field = DeepPart.Check(value);
    } = [64, 32];

    /// <summary>How it is trained; an example is a group.</summary>
    public NeuralTraining Training { get; init; } = new(Epochs: 100, BatchSize: 16, Patience: 10);

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer a number.</exception>
    /// <exception cref="DllNotFoundException">libtorch does not load.</exception>
    public OnnxTabularModel Fit(TabularData data, TrainingContext context)
    {
        data.CheckGrades(Name, stops: Training.Patience > 0);
        context.Cancellation.ThrowIfCancellationRequested();
        var (network, scores) = Build(data.Train);
        using var state = new NetworkState(network, context.Seed);
        var lists = new RankedLists(data.Train);
        var task = new TrainingTask(
            lists.Count,
            some => Mean(lists.Batch(some), rows => state.Run([scores], TableNetwork.Batch(data.Train, rows), true)[0]),
            Training.Patience == 0 ? null : Validation(state, scores, data.Validation),
            Measured: $"ndcg@{RankAt}"
        );
        new TrainingLoop(state, Training, context).Run(task);
        return new(data.Train.Schema.Width, new OnnxModel(OnnxExport.Write(scores, state, "batch")));
    }

    /// <summary>The network and its scores (batch).</summary>
    internal (Network Network, Node Scores) Build(LabelledRows train)
    {
        var network = new Network();
        var (x, width) = TableInput.Of(train, LogHeavyTails).Embed(network, Width);
        var (deep, last) = network.Stack(x, width, Hidden, Activation, Dropout);
        // A bias moves all scores alike, which no loss of lists can see.
        return (network, network.Linear(deep, last, 1, bias: false).Reshape(-1));
    }

    private Tensor Mean(ListBatch batch, Func<int[], Tensor> score)
    {
        var losses = RankingLosses.Of(Loss, batch.Padded(score(batch.Rows)), batch.Grades, batch.Known);
        return (losses * batch.Weights).sum() / batch.Weights.sum();
    }

    private Func<double> Validation(NetworkState state, Node scores, LabelledRows part)
    {
        var (lists, metric) = (new RankedLists(part), new Ndcg(RankAt, exponentialGain: true).OverGroups());
        int[] rows = [.. Enumerable.Range(0, part.Count)];
        return () =>
        {
            using var scored = state.Run([scores], TableNetwork.Batch(part, rows), training: false)[0];
            return lists.Judge(metric, [.. scored.data<float>().ToArray().Select(score => (double)score)]);
        };
    }
}
