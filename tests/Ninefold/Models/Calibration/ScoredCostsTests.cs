using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class ScoredCostsTests
{
    [Fact]
    public void Two_classes_have_the_costs_of_their_decisions()
    {
        var costs = ScoredCosts.Of(new([.2, .8], [1, 0]), new(FalsePositive: 1, FalseNegative: 9, TruePositive: -2));
        Assert.Equal([.2, .8], costs.Scores);
        Assert.Equal([9.0, -2, 0, 1], costs.Costs);
        Assert.Equal(2, costs.Actions);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(
            "No thresholds can be chosen: there must be at least 2 actions, got 1; 2 scores and 1 actions need 2 costs, "
                + "got 3; scores must be finite, row 1 has NaN; costs must be finite, row 2 has Infinity for action 0.",
            Assert
                .Throws<ArgumentException>(() =>
                    new LeastCostThresholds().Fit(new([1, double.NaN], [1, 2, double.PositiveInfinity], 1), new(1))
                )
                .Message.Replace("∞", "Infinity")
        );

    [Fact]
    public void Without_rows_there_is_nothing_to_choose() =>
        Assert.Equal(
            "No thresholds can be chosen: there are no scores.",
            Assert.Throws<ArgumentException>(() => new LeastCostThresholds().Fit(new([], [], 2), new(1))).Message
        );
}
