using System.Text.Json;
using CsCheck;
using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class IsotonicRegressionTests
{
    // scikit-learn 1.2.1: IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        var fitted = new IsotonicRegression().Fit(CalibrationData.Waves(), new(1));
        Assert.Equal([-2, -.5, -.2, .1, .3, 1, 1.2, 2], fitted.Scores);
        double[] asked = [-3, -1.95, -.5, -.07, .1, .13, .62, 1.05, 2, 9];
        double[] expected = [0, 0, 0, 1 / 3.0, 1 / 3.0, .3770833333, .625, .71875, 1, 1];
        Assert.Equal(expected, asked.Select(fitted.Calibrate), (a, b) => Math.Abs(a - b) < 1e-9);
        var loaded = JsonSerializer.Deserialize<IsotonicCalibrator>(JsonSerializer.Serialize(fitted))!;
        Assert.Equal(asked.Select(fitted.Calibrate), asked.Select(loaded.Calibrate));
    }

    [Fact]
    public void Probabilities_never_fall_and_their_mean_is_that_of_the_labels() =>
        Gen.Select(Gen.Int[-5, 5], Gen.Bool)
            .Array[2, 50]
            .Where(rows => rows.Select(r => r.Item2).Distinct().Count() == 2)
            .Sample(rows =>
            {
                var data = new ScoredLabels(
                    [.. rows.Select(r => r.Item1 / 2.0)],
                    [.. rows.Select(r => r.Item2 ? 1f : 0)]
                );
                var fitted = new IsotonicRegression().Fit(data, new(1));
                var probabilities = data.Scores.Order().Select(fitted.Calibrate).ToList();
                Assert.Equal(probabilities.Order(), probabilities);
                Assert.Equal(data.Labels.Average(), probabilities.Average(), 6);
            });

    [Fact]
    public void What_cannot_be_calibrated_is_refused_with_all_reasons()
    {
        ScoredLabels wrong = new([1, double.NaN], [0, 2, 1]);
        var message = Assert.Throws<ArgumentException>(() => new IsotonicRegression().Fit(wrong, new(1))).Message;
        Assert.Contains("2 scores need as many labels, got 3", message);
        Assert.Contains("scores must be finite, row 1 has NaN", message);
        Assert.Contains("labels must be 0 or 1, row 1 has 2", message);
        var constant = Assert.Throws<ArgumentException>(() => new PlattScaling().Fit(new([1, 2], [1, 1]), new(1)));
        Assert.Contains("all labels are 1", constant.Message);
    }
}
