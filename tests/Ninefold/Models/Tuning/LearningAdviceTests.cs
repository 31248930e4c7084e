using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Tuning;

public class LearningAdviceTests
{
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(2400, 1);

    private static LearningAdvice Advice(ITabularTrainer trainer, params double[] shares)
    {
        var validation = new CrossValidation(Rows, Folds.Grouped(Rows.Groups, 4, 1), new LogLoss());
        return LearningAdvice.Of(validation.LearningCurve(trainer, shares, new(1)), higherIsBetter: false, worth: .004);
    }

    [Fact]
    public void Trees_with_few_rows_need_more_of_them() =>
        Assert.Equal(LearningNeed.MoreData, Advice(new RandomForest { Trees = 30 }, .05, .2).Need);

    [Fact]
    public void A_line_through_a_curve_needs_a_stronger_model()
    {
        var advice = Advice(new LogisticRegression(), .5, 1);
        Assert.Equal(LearningNeed.StrongerModel, advice.Need);
        Assert.Contains("too weak", advice.Why);
    }

    [Fact]
    public void Points_by_hand()
    {
        CurvePoint[] level = [Point(100, [.99, .99], [.8, .7]), Point(400, [.99, .99], [.79, .71])];
        var advice = LearningAdvice.Of(level, higherIsBetter: true);
        Assert.Equal(LearningNeed.SimplerModel, advice.Need);
        Assert.Equal(
            (0, .24, .04),
            (advice.Gain, advice.Gap, advice.Noise),
            (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-9
        );
        // Twice doubled for .02: .01 a doubling, the same in both folds.
        CurvePoint[] rising = [Point(100, [.9, .9], [.80, .70]), Point(400, [.9, .9], [.82, .72])];
        advice = LearningAdvice.Of(rising, higherIsBetter: true);
        Assert.Equal(LearningNeed.MoreData, advice.Need);
        Assert.Equal(.01, advice.Gain, 1e-9);
        Assert.Equal(LearningNeed.SimplerModel, LearningAdvice.Of(rising, higherIsBetter: true, worth: .05).Need);
        Assert.Throws<ArgumentException>(() => LearningAdvice.Of([level[1], level[0]], true));
        Assert.Throws<ArgumentException>(() => LearningAdvice.Of([], true));
    }

    private static CurvePoint Point(double at, double[] train, double[] test) =>
        new(at, CrossValidated.Of(train), CrossValidated.Of(test));
}
