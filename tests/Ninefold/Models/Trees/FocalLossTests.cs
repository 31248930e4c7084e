using CsCheck;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Trees;

public sealed class FocalLossTests
{
    private static readonly Gen<(double Focus, double Logit, float Label)> Points = Gen.Select(
        Gen.Double[0, 5],
        Gen.Double[-8, 8],
        Gen.Bool.Select(positive => positive ? 1f : 0)
    );

    [Fact]
    public void It_is_the_formula() =>
        Points.Sample(
            (focus, logit, label) =>
            {
                var p = 1 / (1 + Math.Exp(label == 1 ? -logit : logit));
                var expected = -Math.Pow(1 - p, focus) * Math.Log(p);
                Assert.Equal(expected, new FocalLoss(focus).At(logit, label).Loss, 1e-9 + expected * 1e-9);
            }
        );

    [Fact]
    public void The_slope_is_that_of_the_loss_and_the_curvature_that_of_the_slope_or_a_quarter_of_it() =>
        Points.Sample(
            (focus, logit, label) =>
            {
                var loss = new FocalLoss(focus);
                const double Step = 1e-4;
                var (below, at, above) = (
                    loss.At(logit - Step, label),
                    loss.At(logit, label),
                    loss.At(logit + Step, label)
                );
                Assert.Equal((above.Loss - below.Loss) / (2 * Step), at.Slope, 1e-6);
                var curvature = (above.Slope - below.Slope) / (2 * Step);
                Assert.Equal(Math.Max(curvature, Math.Abs(at.Slope) / 4), at.Curvature, 1e-6);
            }
        );

    [Fact]
    public void Extreme_scores_stay_finite_and_can_be_divided_by()
    {
        foreach (var logit in new double[] { -1000, -40, 40, 1000 })
        foreach (var label in new float[] { 0, 1 })
        {
            var (loss, slope, curvature) = new FocalLoss(2).At(logit, label);
            Assert.True(double.IsFinite(loss) && double.IsFinite(slope) && curvature > 0);
        }
    }

    [Fact]
    public void The_mean_is_weighted()
    {
        var loss = new FocalLoss(2);
        var rows = Tabular.TabularTrainerContract.Rows(2, 1) with { Labels = [1, 0], Weights = [3, 1] };
        Assert.Equal((3 * loss.At(.5, 1).Loss + loss.At(-2, 0).Loss) / 4, loss.Mean([.5, -2], rows), 12);
    }
}
