using Ninefold.Data.Splitting;
using Ninefold.Data.Storage;
using Ninefold.Models.Calibration;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Calibration;

public class ConformalIntervalsTests
{
    private static readonly BoostedTrees Trees = new()
    {
        Objective = TreeObjective.Quantile,
        Rounds = 60,
        Leaves = 8,
        Patience = 0,
    };

    /// <summary>Three tables: steady noise, noise that grows with the first column, heavy tails.</summary>
    private static LabelledRows Table(int kind, int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[3 * count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            for (var j = 0; j < 3; j++)
                values[3 * row + j] = random.NextSingle();
            var (a, b) = (values[3 * row], values[3 * row + 1]);
            var noise = random.NextDouble() + random.NextDouble() - random.NextDouble() - random.NextDouble();
            labels[row] = (float)(
                3 * a
                + Math.Sin(6 * b)
                + kind switch
                {
                    0 => noise,
                    1 => noise * 4 * a,
                    _ => Math.Tan(1.5 * noise / 2),
                }
            );
        }
        return new(new(["a", "b", "c"], new bool[3]), values, labels, [.. Enumerable.Range(0, count)]);
    }

    private static double Coverage(ConformalIntervals intervals, LabelledRows rows) =>
        Enumerable
            .Range(0, rows.Count)
            .Average(row =>
                intervals.Of(rows.Row(row)) is var (low, high) && low <= rows.Labels[row] && rows.Labels[row] <= high
                    ? 1.0
                    : 0
            );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Nine_in_ten_labels_lie_within_intervals_at_90_percent(int kind)
    {
        var all = Table(kind, 6000, 1);
        var (around, between) = (new List<double>(), new List<double>());
        foreach (var fold in Folds.Random(all.Count, 3, 2))
        {
            var test = all.Take(fold.Test);
            var calibration = all.Take([.. fold.Train.Where((_, i) => i % 2 == 0)]);
            var train = all.Take([.. fold.Train.Where((_, i) => i % 2 == 1)]);
            var line = new LinearRegression().Fit(new(train, train), new(1));
            around.Add(Coverage(ConformalIntervals.Around(line, calibration, .9), test));
            var (low, high) = (Quantile(.05, train), Quantile(.95, train));
            between.Add(Coverage(ConformalIntervals.Between(low, high, calibration, .9), test));
        }
        Assert.InRange(around.Average(), .88, .92);
        Assert.InRange(between.Average(), .88, .92);
    }

    private static TreeEnsemble Quantile(double quantile, LabelledRows train) =>
        (Trees with { Quantile = quantile }).Fit(new(train, train), new(1));

    [Fact]
    public void Between_quantiles_they_are_wide_where_labels_vary_much()
    {
        var (train, calibration) = (Table(1, 3000, 1), Table(1, 2000, 2));
        var intervals = ConformalIntervals.Between(Quantile(.05, train), Quantile(.95, train), calibration, .9);
        Assert.True(Length(.9f) > 2 * Length(.1f));

        double Length(float a)
        {
            var (low, high) = intervals.Of([a, .5f, .5f]);
            return high - low;
        }
    }

    [Fact]
    public void Ends_that_cross_are_their_middle_and_it_can_be_saved()
    {
        var intervals = new ConformalIntervals(new ColumnScore(2, 0, true), new ColumnScore(2, 1, true), -1);
        Assert.Equal((2, 3), intervals.Of([1, 4]));
        Assert.Equal((2, 2), intervals.Of([2, 2]));
        Assert.Equal((2.5, 2.5), intervals.Of([2, 3]));
        var loaded = PartSerializer.Read<ConformalIntervals>(PartSerializer.Write(intervals));
        Assert.Equal(intervals, loaded);
    }
}
