using System.Text.Json;
using CsCheck;
using Ninefold.Models.Calibration;

namespace Ninefold.Tests.Models.Calibration;

public class BetaCalibrationTests
{
    // scikit-learn 1.2.1: LogisticRegression(penalty=None).fit([ln p, −ln(1 − p)], labels).
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        var fitted = new BetaCalibration().Fit(CalibrationData.Probabilities(), new(1));
        Assert.Equal(1.72506504, fitted.Low, 1e-3);
        Assert.Equal(.96549196, fitted.High, 1e-3);
        Assert.Equal(-.75016363, fitted.Intercept, 1e-3);
        Assert.Equal(fitted, JsonSerializer.Deserialize<BetaCalibrator>(JsonSerializer.Serialize(fitted)));
    }

    [Fact]
    public void A_higher_score_is_never_less_likely() =>
        Gen.Select(Gen.Double[0, 1].Array[8, 30], Gen.Bool.Array[30])
            .Sample(
                (scores, labels) =>
                {
                    float[] ones = [.. scores.Select((_, i) => labels[i] ? 1f : 0)];
                    (ones[0], ones[1]) = (0, 1);
                    var fitted = new BetaCalibration().Fit(new(scores, ones), new(1));
                    double[] found = [.. Enumerable.Range(0, 21).Select(i => fitted.Calibrate(i / 20.0))];
                    Assert.All(found, p => Assert.InRange(p, 0, 1));
                    Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-12));
                },
                iter: 300
            );
}
