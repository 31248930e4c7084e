using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Inspection;

namespace Ninefold.Tests.Models.Runs;

public sealed class FittedInspectionTests
{
    private const int Rows = 2000;
    private static readonly FormulaModel Linear = new(3, x => 2 * x[0] - x[1]);

    // y = 2 a − b, but where c is 3 the label is spoiled.
    private static readonly LabelledRows Quantities = Make(
        (x, noise) => (2 * x[0] - x[1]) * (x[2] == 3 ? -1 : 1) + noise
    );

    private static LabelledRows Make(Func<float[], float, float> label)
    {
        var (random, values, labels) = (new Random(1), new float[Rows * 3], new float[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            float[] x = [random.NextSingle(), random.NextSingle(), random.Next(5)];
            x.CopyTo(values, row * 3);
            labels[row] = label(x, .01f * random.NextSingle());
        }
        return new(new(["a", "b", "c"], [false, false, true]), values, labels, [.. Enumerable.Range(0, Rows)]);
    }

    private static FittedInspection Of(ITabularModel model, LabelledRows rows, Metric<double, double> metric) =>
        new(model, rows, metric, ["a", "c"]);

    [Fact]
    public void The_dependence_of_a_linear_model_is_a_line_with_the_spread_of_the_other_columns()
    {
        var bands = Of(Linear, Quantities, new MeanAbsoluteError()).Dependence(new(1));
        Assert.Equal(["a", "c"], bands.Select(b => b.Column));
        var (a, c) = (bands[0], bands[1]);
        Assert.Equal(20, a.Values.Length);
        for (var i = 1; i < a.Values.Length; i++)
            Assert.Equal(2, (a.Mean[i] - a.Mean[i - 1]) / (a.Values[i] - a.Values[i - 1]), 1e-4);
        // − b is even between −1 and 0: a tenth of the rows lie below −.9 and above −.1 of the line.
        Assert.All(a.Values.Index(), v => Assert.Equal(2 * v.Item - .9, a.Low[v.Index], .05));
        Assert.All(a.Values.Index(), v => Assert.Equal(2 * v.Item - .1, a.High[v.Index], .05));
        Assert.Equal((false, true), (a.Codes, c.Codes));
        Assert.Equal([0, 1, 2, 3, 4], c.Values);
        Assert.All(c.Mean, mean => Assert.Equal(c.Mean[0], mean, 1e-9));
    }

    [Fact]
    public void The_worst_slice_is_the_one_that_was_spoiled()
    {
        var worst = Of(Linear, Quantities, new MeanAbsoluteError()).Worst(new(1));
        Assert.InRange(worst.Count, 1, 5);
        Assert.All(worst, slice => Assert.Contains("c = 3", slice.Slice));
        Assert.All(worst, slice => Assert.True(slice.Value!.Low > .2));
    }

    [Fact]
    public void The_worst_errors_stand_beside_the_training_rows_like_them()
    {
        var errors = Of(Linear, Quantities, new MeanAbsoluteError()).Errors(Quantities);
        Assert.Equal(3, errors.Count);
        Assert.All(
            errors,
            error =>
            {
                Assert.Equal(["a", "c"], error.Columns);
                Assert.Equal(3, error.Values[1]);
                Assert.Equal(5, error.Neighbors.Count);
                Assert.Equal((0, error.Label), (error.Neighbors[0].Distance, error.Neighbors[0].Label)); // itself
                Assert.Equal(error.Values, error.Neighbors[0].Values);
                Assert.True(error.Agreeing <= .2, "those near to it are spoiled as well: the model is at fault");
            }
        );
    }

    [Fact]
    public void Thresholds_are_told_of_two_classes_and_whether_scores_are_shares()
    {
        var classes = Make((x, _) => x[0] > .8 ? 1 : 0);
        var shares = Of(new FormulaModel(3, x => x[0]), classes, new RocAuc());
        Assert.True(shares.ScoresAreShares);
        var points = shares.Points();
        Assert.InRange(points.Count, 30, 60);
        Assert.Contains(points, p => p is { Recall: > .97, FalsePositiveRate: < .03, Precision: > .9 });
        Assert.False(Of(new FormulaModel(3, x => 2 * x[0]), classes, new RocAuc()).ScoresAreShares);
        Assert.Throws<MetricUndefinedException>(() => Of(Linear, Quantities, new MeanAbsoluteError()).Points());
    }

    [Fact]
    public void A_cancelled_run_stops_at_once()
    {
        var inspection = Of(Linear, Quantities, new MeanAbsoluteError());
        var cancelled = new Ninefold.Models.TrainingContext(1, Cancellation: new CancellationToken(canceled: true));
        Assert.ThrowsAny<OperationCanceledException>(() => inspection.Dependence(cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => inspection.Worst(cancelled));
    }
}
