using System.Text.Json;
using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class PlattScalingTests
{
    // scikit-learn 1.2.1: sklearn.calibration._SigmoidCalibration().fit(scores, labels), its a and b negated.
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        var fitted = new PlattScaling().Fit(CalibrationData.Waves(), new(1));
        Assert.Equal(2.0575681, fitted.Slope, 4);
        Assert.Equal(-.5856832, fitted.Intercept, 4);
        Assert.Equal(.4061446, fitted.Calibrate(.1), 5);
        Assert.Equal(fitted, JsonSerializer.Deserialize<PlattCalibrator>(JsonSerializer.Serialize(fitted)));
    }

    [Fact]
    public void Separable_scores_do_not_make_it_certain()
    {
        var fitted = new PlattScaling().Fit(new([1, 2, 3, 4], [0, 0, 1, 1]), new(1));
        Assert.InRange(fitted.Calibrate(1), .05, .3);
        Assert.InRange(fitted.Calibrate(4), .7, .95);
    }

    [Fact]
    public void The_scale_of_the_scores_does_not_matter()
    {
        var data = CalibrationData.Waves();
        var far = new PlattScaling().Fit(data with { Scores = [.. data.Scores.Select(s => 1e4 * s + 1e5)] }, new(1));
        Assert.Equal(new PlattScaling().Fit(data, new(1)).Calibrate(.5), far.Calibrate(1e4 * .5 + 1e5), 4);
    }
}

internal static class CalibrationData
{
    /// <summary>60 scores with ties, and labels that mostly rise with them.</summary>
    public static ScoredLabels Waves()
    {
        double[] scores = [.. Enumerable.Range(0, 60).Select(i => Math.Round(Math.Sin(i * 2.3) * 20) / 10)];
        return new(scores, [.. scores.Select((score, i) => Math.Sin(i * .7) + score > .3 ? 1f : 0)]);
    }

    /// <summary>The same with probabilities for scores: 1 / (1 + exp(−2.5 · score − .4)).</summary>
    public static ScoredLabels Probabilities()
    {
        var data = Waves();
        return data with { Scores = [.. data.Scores.Select(score => 1 / (1 + Math.Exp(-2.5 * score - .4)))] };
    }
}
