namespace Ninefold.Systems.FraudDetection;

public sealed class FraudTrainingTests(TrainedFraud fraud)
{
    [Fact]
    public void The_ladder_goes_from_a_rule_over_the_published_baseline_to_trees()
    {
        Assert.Equal(["risk", "calibration"], fraud.Report.Ladders.Select(l => l.Name));
        var ladder = fraud.Report.Ladders[0];
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
    public void The_calibration_is_chosen_by_log_loss_and_keeps_the_order_of_the_scores()
    {
        var ladder = fraud.Report.Ladders[1];
        Assert.Equal(("log_loss", false), (ladder.Metric, ladder.HigherIsBetter));
        Assert.Equal(["platt-scaling", "temperature-scaling", "beta-calibration"], ladder.Rungs.Select(r => r.Name));
        var calibration = fraud.Release.Parts.Calibration;
        Assert.Equal(ladder.Rungs.Single(r => r.Chosen).Name, calibration.Rung);
        var risks = Enumerable.Range(0, 101).Select(i => calibration.Model.Calibrate(i / 100.0)).ToList();
        Assert.Equal(risks.Distinct().Order(), risks);
    }
}
