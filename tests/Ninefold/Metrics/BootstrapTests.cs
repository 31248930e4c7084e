using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class BootstrapTests
{
    private static readonly MeanAbsoluteError Mae = new();

    /// <summary>Groups of ten answers that share their group's error around 10, plus a little of their own.</summary>
    private static Judged<double, double>[] Clustered(int seed, int groups)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, groups)
                .Select(group => (group, error: 8 + 4 * random.NextDouble()))
                .SelectMany(g =>
                    Enumerable
                        .Range(0, 10)
                        .Select(_ => new Judged<double, double>(g.error + random.NextDouble() - .5, 0, $"{g.group}"))
                ),
        ];
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_a_similar_one()
    {
        var judged = Clustered(1, 50);
        var interval = new Bootstrap(7).Estimate(Mae, judged);
        Assert.Equal(interval, new Bootstrap(7).Estimate(Mae, judged));
        var other = new Bootstrap(8).Estimate(Mae, judged);
        Assert.NotEqual(interval, other);
        Assert.Equal(interval.Low, other.Low, 0.1);
        Assert.Equal(interval.Value, Mae.Compute(judged));
        Assert.InRange(interval.Value, interval.Low, interval.High);
    }

    [Fact]
    public void Ninety_five_percent_intervals_hold_the_truth_about_that_often()
    {
        // Resampling answers rather than groups would hold it far less often: the groups are what varies.
        var held = Enumerable
            .Range(0, 400)
            .Select(seed => new Bootstrap(seed, 300).Estimate(Mae, Clustered(seed, 60)))
            .Count(interval => interval.Low <= 10 && 10 <= interval.High);
        Assert.InRange(held / 400.0, .91, .98);
    }

    [Fact]
    public void The_width_agrees_with_the_standard_error_of_the_mean()
    {
        var judged = Clustered(3, 200);
        double[] means = [.. judged.GroupBy(j => j.Group).Select(g => g.Average(j => j.Output))];
        var error = Math.Sqrt(means.Sum(m => Math.Pow(m - means.Average(), 2)) / means.Length / means.Length);
        var interval = new Bootstrap(1, 4000).Estimate(Mae, judged);
        Assert.InRange((interval.High - interval.Low) / (2 * 1.96 * error), .94, 1.06);
    }

    [Fact]
    public void A_paired_difference_cancels_what_is_hard_for_both()
    {
        var baseline = Clustered(1, 40);
        var candidate = baseline.Select(j => j with { Output = j.Output - .1 }).ToArray();
        var bootstrap = new Bootstrap(1);
        var difference = bootstrap.Compare(Mae, baseline, candidate);
        Assert.Equal(-.1, difference.Value, 1e-9);
        Assert.True(difference.High - difference.Low < 1e-9);
        Assert.Equal((true, false), (difference.Better, difference.Worse));
        var back = bootstrap.Compare(Mae, candidate, baseline);
        Assert.Equal((false, true), (back.Better, back.Worse));
        var (before, after) = (bootstrap.Estimate(Mae, baseline), bootstrap.Estimate(Mae, candidate));
        Assert.True(after.High > before.Low, "unpaired intervals overlap");
    }

    [Fact]
    public void No_difference_is_neither_better_nor_worse()
    {
        var judged = Clustered(1, 40);
        var difference = new Bootstrap(1).Compare(Mae, judged, judged);
        Assert.Equal(new PairedDifference(0, 0, 0, HigherIsBetter: false), difference);
        Assert.Equal((false, false), (difference.Better, difference.Worse));
    }

    [Fact]
    public void Other_cases_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() =>
            new Bootstrap(1).Compare(Mae, Rows.Of([1, 2], [1, 2]), Rows.Of([1, 2, 3], [1, 2, 3]))
        );

    [Fact]
    public void Draws_without_a_value_are_drawn_again()
    {
        // A draw misses the only positive more often than every third time.
        var judged = Rows.Of([.9, .8, .3, .2, .1], [1, 0, 0, 0, 0]);
        Assert.Equal(new Interval(1, 1, 1), new Bootstrap(1).Estimate(new RocAuc(), judged));
    }

    [Fact]
    public void Draws_that_never_have_a_value_end_with_the_reason() =>
        Assert.Equal(
            "whole_sample is undefined: 100 draws in a row had no value, the last because whole_sample is undefined: part is missing.",
            Assert
                .Throws<MetricUndefinedException>(() => new Bootstrap(1).Estimate(new WholeSample(), Clustered(1, 40)))
                .Message
        );

    [Fact]
    public void One_group_has_no_interval() =>
        Assert.Contains(
            "at least two groups",
            Assert.Throws<MetricUndefinedException>(() => new Bootstrap(1).Estimate(Mae, Clustered(1, 1))).Message
        );

    [Fact]
    public void Impossible_parameters_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(1, 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(1, 10, double.NaN));
    }

    private sealed class WholeSample : Metric<double, double>
    {
        public override string Name => "whole_sample";

        public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged) =>
            weights => weights.Contains(0) ? throw new MetricUndefinedException(Name, "part is missing") : 1;
    }
}
