using Ninefold.Metrics;
using Ninefold.Models.Onnx;
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
    public void The_epoch_of_the_best_ndcg_is_kept()
    {
        // Few groups whose grades are mostly chance: what is learned after the first epochs is learned by heart.
        var (train, validation) = (Noisy(12, 1), Noisy(200, 2));
        var ranker = new NeuralRanker(RankAt: 3)
        {
            Training = new(Epochs: 150, BatchSize: 4, LearningRate: .02, Patience: 20),
        };
        var stopped = Judge(ranker.Fit(new(train, validation), new(1)));
        var whole = ranker with { Training = ranker.Training with { Patience = 0 } };
        Assert.True(stopped > Judge(whole.Fit(new(train, validation), new(1))) + .02);

        double Judge(ITabularModel model)
        {
            var scores = new double[validation.Count];
            model.Score(validation.Values, scores);
            return new RankedLists(validation).Judge(new Ndcg(3, exponentialGain: true).OverGroups(), scores);
        }
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new NeuralRanker((RankingLoss)9, 0, 1, RankAt: 0));
        foreach (var name in new[] { "Loss must be one of RankNet", "Width", "Dropout", "RankAt" })
            Assert.Contains(name, error.Message);
        Assert.Throws<ArgumentException>(() => new NeuralRanker { Hidden = [0] });
    }

    private static LabelledRows Noisy(int groups, int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, groups * 10 * 6).Select(_ => random.NextSingle() * 2 - 1)];
        float[] labels =
        [
            .. Enumerable.Range(0, groups * 10).Select(r => values[6 * r] + 2 * random.NextSingle() > 1.2 ? 1f : 0),
        ];
        string[] names = [.. Enumerable.Range(0, 6).Select(j => $"c{j}")];
        return new(new(names, new bool[6]), values, labels, [.. Enumerable.Range(0, groups * 10).Select(r => r / 10)]);
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
