using System.Text.Json;
using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class TemperatureScalingTests
{
    // scikit-learn 1.2.1: 1 / LogisticRegression(penalty=None, fit_intercept=False).fit(log odds, labels).coef_.
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        var fitted = new TemperatureScaling().Fit(CalibrationData.Probabilities(), new(1));
        Assert.Equal(1.05605018, fitted.Temperature, 1e-5);
        Assert.Equal(.5, fitted.Calibrate(.5));
        Assert.InRange(fitted.Calibrate(.9), .85, .9);
        Assert.Equal(fitted, JsonSerializer.Deserialize<TemperatureCalibrator>(JsonSerializer.Serialize(fitted)));
    }

    [Fact]
    public void Certain_scores_and_separable_labels_stay_probabilities()
    {
        var fitted = new TemperatureScaling().Fit(new([0, .4, .6, 1], [0, 0, 1, 1]), new(1));
        Assert.InRange(fitted.Calibrate(0), 0, .001);
        Assert.InRange(fitted.Calibrate(1), .999, 1);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_are_refused() =>
        Assert.Contains(
            "must be probabilities, 0 to 1, row 1 has 2",
            Assert.Throws<ArgumentException>(() => new TemperatureScaling().Fit(new([.5, 2], [0, 1]), new(1))).Message
        );
}
