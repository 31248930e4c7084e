namespace Ninefold.Systems.FraudDetection;

public sealed class FraudTrainingTests(TrainedFraud fraud)
{
    [Fact]
    public void The_ladder_goes_from_a_rule_over_the_published_baseline_to_trees()
    {
        var ladder = Assert.Single(fraud.Report.Ladders);
        Assert.Equal("risk", ladder.Name);
        Assert.Equal("by-amount", ladder.Rungs[0].Name);
        Assert.Equal(FraudTraining.Handbook, ladder.Rungs[1].Name);
        Assert.Equal(
            ["isolation-forest", "decision-tree", "logistic-regression", "boosted-trees", "random-forest", "averaged"],
            ladder.Rungs.Skip(2).Select(r => r.Name)
        );
        Assert.Single(ladder.Rungs, r => r.Chosen);
    }

    [Fact]
    public void The_last_fit_sees_the_week_before_the_wait_and_nothing_else()
    {
        Assert.Contains(fraud.Report.Steps, s => s.Name == FraudTraining.LatestWeek);
        var (validation, test) = (fraud.Data.Past.Validation, fraud.Data.Test);
        Assert.True(validation.Max(c => c.At).AddDays(FraudSplit.Week) <= test.Min(c => c.At));
        Assert.True(fraud.Data.Past.Train.Max(c => c.KnownAt) <= validation.Min(c => c.At));
    }

    [Fact]
    public void A_higher_score_is_a_higher_risk() => Assert.True(fraud.Release.Parts.Calibration.Slope > 0);
}
