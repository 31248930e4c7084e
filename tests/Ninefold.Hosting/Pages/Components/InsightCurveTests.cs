using Ninefold.Hosting.Pages.Components;

namespace Ninefold.Hosting.Tests.Pages.Components;

public sealed class InsightCurveTests
{
    [Fact]
    public void Columns_learning_and_thresholds_are_drawn()
    {
        var curves = InsightCurve.Of(SampleInsight.Ladder, SampleInsight.Insight);
        Assert.Equal(
            ["Score by amount", "Learning curve", "ROC", "Precision and recall", "Gain", "Cost"],
            curves.Select(c => c.Title)
        );
        Assert.Equal([(1, .1), (2, .3)], curves[0].Curves[0].Points);
        Assert.Equal([(1, 0), (2, .2)], curves[0].Curves[1].Points);
        Assert.Equal([(400, .6), (1600, .8)], curves[1].Curves[0].Points);
        Assert.Equal([(0, 0), (.1, .8), (1, 1)], curves[2].Curves[0].Points);
        Assert.Equal([(0, .25), (1, .25)], curves[3].Curves[1].Points);
        Assert.Equal((.2, .4), curves[5].Curves[0].Points.ElementAt(1));
        Assert.Contains("3 false alarms", curves[5].Note!.Replace(".0000", "", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_left_out_is_not_drawn() =>
        Assert.Empty(
            InsightCurve.Of(
                SampleInsight.Ladder,
                SampleInsight.Insight with
                {
                    Dependence = [],
                    Learning = null,
                    Points = [],
                }
            )
        );
}
