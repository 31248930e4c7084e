using Ninefold.Metrics;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Torch.Tables;

namespace Ninefold.Torch.Tests.Training;

public sealed class Bfloat16Tests
{
    private static double Loss(bool bfloat16, int seed)
    {
        var (train, fresh) = (TabularTrainerContract.Rows(2000, 1), TabularTrainerContract.Rows(4000, 2));
        var trainer = new MultilayerPerceptron
        {
            Training = new(Epochs: 8, BatchSize: 64, LearningRate: .005, Patience: 0) { Bfloat16 = bfloat16 },
        };
        var scores = new double[fresh.Count];
        trainer.Fit(new(train, train), new(seed)).Score(fresh.Values, scores);
        return new LogLoss().Compute([
            .. scores.Select((s, i) => new Judged<double, double>(s, fresh.Labels[i], "all")),
        ]);
    }

    [Fact]
    public void Half_the_numbers_cost_no_quality_beyond_that_of_another_seed()
    {
        double[] whole = [.. Enumerable.Range(0, 4).Select(seed => Loss(false, seed))];
        double[] half = [.. Enumerable.Range(0, 4).Select(seed => Loss(true, seed))];
        Assert.NotEqual(whole, half); // it does something
        Assert.True(
            half.Average() <= whole.Average() + (whole.Max() - whole.Min()),
            $"{half.Average()} {whole.Average()}"
        );
    }
}
