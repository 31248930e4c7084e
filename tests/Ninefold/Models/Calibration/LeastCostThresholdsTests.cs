using CsCheck;
using Ninefold.Data.Storage;
using Ninefold.Metrics;
using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class LeastCostThresholdsTests
{
    private static readonly Gen<ScoredCosts> Some =
        from actions in Gen.Int[2, 4]
        from rows in Gen.Select(Gen.Int[0, 5], Gen.Int[-3, 9].Array[actions]).Array[1, 8]
        select new ScoredCosts(
            [.. rows.Select(r => r.Item1 / 4.0)],
            [.. rows.SelectMany(r => r.Item2).Select(c => (double)c)],
            actions
        );

    [Fact]
    public void No_other_thresholds_would_have_cost_less() =>
        Some.Sample(
            data =>
            {
                var found = Fit(data);
                double[] cuts = [.. Enumerable.Range(0, 7).Select(i => i / 4.0 - .1), double.PositiveInfinity];
                var least = Rising(cuts, data.Actions - 1).Min(t => CostOf(new(t, 0), data));
                Assert.Equal(least, CostOf(found, data));
                Assert.Equal(least / data.Scores.Length, found.MeanCost, 12);
                Assert.Equal(found.Thresholds.Order(), found.Thresholds);
            },
            iter: 500
        );

    [Fact]
    public void True_probabilities_lead_near_the_closed_form() =>
        Gen.Select(Gen.Double[1, 10], Gen.Double[1, 10], Gen.Int[1, 1000])
            .Sample(
                (falseAlarm, miss, seed) =>
                {
                    var costs = new DecisionCosts(falseAlarm, miss, TruePositive: -.5, TrueNegative: -.1);
                    var random = new Random(seed);
                    var scores = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).ToArray();
                    var labels = scores.Select(p => random.NextDouble() < p ? 1f : 0).ToArray();
                    var found = Assert.Single(Fit(ScoredCosts.Of(new(scores, labels), costs)).Thresholds);
                    // Elkan: where both answers are expected to cost the same.
                    var expected =
                        (costs.FalsePositive - costs.TrueNegative)
                        / (costs.FalsePositive - costs.TrueNegative + costs.FalseNegative - costs.TruePositive);
                    Assert.InRange(found, expected - .08, expected + .08);
                },
                iter: 20
            );

    [Fact]
    public void Thresholds_lie_between_scores_and_rows_of_one_score_get_one_action()
    {
        // 0 costs least below, 1 in the middle, 2 above; the rows at .5 disagree and go together.
        var data = new ScoredCosts([.1, .2, .5, .5, .9], [0, 5, 9, 0, 5, 9, 4, 0, 9, 0, 1, 9, 9, 9, 0], Actions: 3);
        var found = Fit(data);
        Assert.Equal([.35, .7], found.Thresholds, (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(.2, found.MeanCost, 15);
        Assert.Equal([0, 0, 1, 1, 2], data.Scores.Select(found.ActionFor));
        Assert.Equal([0, 1, 1, 2], new[] { -9, found.Thresholds[0], .6999, 9 }.Select(found.ActionFor));
    }

    [Fact]
    public void Scores_that_are_neighbours_are_still_told_apart()
    {
        var next = Math.BitIncrement(.3);
        var found = Fit(new([.3, next], [0, 1, 1, 0], 2));
        Assert.Equal((0, 1), (found.ActionFor(.3), found.ActionFor(next)));
        var far = Fit(new([-double.MaxValue, double.MaxValue], [0, 1, 1, 0], 2));
        Assert.Equal([0.0], far.Thresholds);
    }

    [Theory]
    [InlineData(0, 1, double.PositiveInfinity)]
    [InlineData(1, 0, double.NegativeInfinity)]
    [InlineData(1, 1, double.PositiveInfinity)] // it makes no difference: the lower action
    public void An_action_that_never_pays_has_no_scores(double low, double high, double threshold) =>
        Assert.Equal([threshold], Fit(new([.1, .9], [low, high, low, high], 2)).Thresholds);

    [Fact]
    public void The_order_of_the_rows_does_not_matter_and_they_are_left_as_they_are() =>
        Some.Sample(
            data =>
            {
                var scores = (double[])data.Scores.Clone();
                var found = Fit(data);
                Assert.Equal(scores, data.Scores);
                var turned = new ScoredCosts(
                    [.. data.Scores.Reverse()],
                    [.. data.Costs.Chunk(data.Actions).Reverse().SelectMany(c => c)],
                    data.Actions
                );
                Assert.Equal(found.Thresholds, Fit(turned).Thresholds);
                var stored = PartSerializer.Read<ScoreThresholds>(PartSerializer.Write(found));
                Assert.Equal(found.Thresholds, stored.Thresholds);
            },
            iter: 200
        );

    private static ScoreThresholds Fit(ScoredCosts data) => new LeastCostThresholds().Fit(data, new(1));

    private static double CostOf(ScoreThresholds thresholds, ScoredCosts data) =>
        data.Scores.Select((score, row) => data.Costs[row * data.Actions + thresholds.ActionFor(score)]).Sum();

    private static IEnumerable<double[]> Rising(double[] cuts, int count, int from = 0) =>
        count == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(from, cuts.Length - from)
                .SelectMany(i => Rising(cuts, count - 1, i).Select(rest => (double[])[cuts[i], .. rest]));
}
