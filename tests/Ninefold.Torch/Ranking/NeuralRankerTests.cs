using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Ranking;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Tests.Tables;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Ranking;

public sealed class NeuralRankerTests : NeuralTableContract
{
    protected override ITabularTrainer Trainer => new NeuralRanker { Training = Quick with { BatchSize = 8 } };

    [Fact]
    public void What_is_served_is_what_was_trained()
    {
        var train = Rows(300, 1);
        for (var row = 0; row < train.Count; row++)
            train.Values[4 * row] = MathF.Exp(6 * train.Values[4 * row]); // a heavy tail, with missing values
        var (network, scores) = new NeuralRanker().Build(train);
        using var state = new NetworkState(network, seed: 3);
        using var scope = NewDisposeScope();
        int[] rows = [.. Enumerable.Range(0, train.Count)];
        var trained = state.Run([scores], TableNetwork.Batch(train, rows), training: false)[0].data<float>().ToArray();
        var served = new double[train.Count];
        new OnnxTabularModel(4, new(OnnxExport.Write(scores, state, "batch"))).Score(train.Values, served);
        Assert.True(trained.Max() - trained.Min() > .1);
        Assert.Equal(trained.Select(s => (double)s), served, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void The_epoch_of_the_best_ndcg_is_kept_and_every_epoch_is_told()
    {
        // What is good for the training groups is bad for these: it soon stops.
        var train = Rows(400, 1);
        var reversed = train with { Labels = [.. train.Labels.Select(label => 1 - label)] };
        var ranker = new NeuralRanker { Training = Quick with { Patience = 4 } };
        var context = new Watched(1);
        var stopped = ranker.Fit(new(train, reversed), context);
        var curve = context.Curve!;
        Assert.Equal("ndcg@10", curve.Metric);
        Assert.Equal(Enumerable.Range(1, curve.Best + 4), curve.Rounds);
        Assert.Equal(curve.Values.Max(), curve.Values[curve.Best - 1]);
        Assert.InRange(curve.Best, 1, 10);
        var best = ranker with { Training = Quick with { Epochs = curve.Best, Patience = 0 } };
        Assert.Equal(Scores(best.Fit(new(train, reversed), new(1))), Scores(stopped));

        double[] Scores(ITabularModel model)
        {
            var scores = new double[train.Count];
            model.Score(train.Values, scores);
            return scores;
        }
    }

    private sealed record Watched(int Seed) : TrainingContext(Seed)
    {
        public TrainingCurve? Curve { get; private set; }

        public override void Tell(TrainingCurve curve) => Curve ??= curve; // those of gradients follow
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new NeuralRanker((RankingLoss)9, 0, 1, RankAt: 0));
        foreach (var name in new[] { "Loss must be one of RankNet", "Width", "Dropout", "RankAt" })
            Assert.Contains(name, error.Message);
        Assert.Throws<ArgumentException>(() => new NeuralRanker { Hidden = [0] });
    }
}

/// <summary>The contract of rankers, for every loss.</summary>
public abstract class NeuralRankingContract(RankingLoss loss) : RankingTrainerContract
{
    protected override ITabularTrainer Trainer =>
        new NeuralRanker(loss)
        {
            Hidden = [16],
            Training = new(Epochs: 60, BatchSize: 8, LearningRate: .01, Patience: 15),
        };
}

public sealed class RankNetTests() : NeuralRankingContract(RankingLoss.RankNet);

public sealed class LambdaRankTests() : NeuralRankingContract(RankingLoss.LambdaRank);

public sealed class ListNetTests() : NeuralRankingContract(RankingLoss.ListNet);

public sealed class SoftmaxTests() : NeuralRankingContract(RankingLoss.Softmax);

public sealed class ListMleTests() : NeuralRankingContract(RankingLoss.ListMle);
