using System.Text.Json;
using CsCheck;
using Ninefold.Data.Sampling;
using Ninefold.Features;
using Ninefold.Models.Calibration;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Calibration;

public class PriorCorrectionTests
{
    [Fact]
    public void The_two_published_formulas_agree_with_it() =>
        Gen.Select(Gen.Double[.001, .999], Gen.Double[.01, .99], Gen.Double[.01, 1])
            .Sample(
                (q, world, kept) =>
                {
                    var dalPozzolo = kept * q / (kept * q - q + 1);
                    Assert.Equal(dalPozzolo, new PriorCorrection(1 / kept).Calibrate(q), 1e-12);
                    var training = world / (world + kept * (1 - world));
                    var (one, zero) = (q * world / training, (1 - q) * (1 - world) / (1 - training));
                    Assert.Equal(one / (one + zero), PriorCorrection.FromRates(training, world).Calibrate(q), 1e-10);
                    Assert.Equal(dalPozzolo, PriorCorrection.FromRates(training, world).Calibrate(q), 1e-10);
                }
            );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_of_sampled_rows_is_right_on_average_again(bool down)
    {
        var random = new Random(3);
        var (values, labels) = (new float[20_000], new float[20_000]);
        for (var i = 0; i < labels.Length; i++)
        {
            values[i] = random.NextSingle() * 4 - 2;
            labels[i] = random.NextDouble() < 1 / (1 + Math.Exp(4 - values[i])) ? 1 : 0;
        }
        var rows = new LabelledRows(
            new FeatureSchema(["x"], [false]),
            values,
            labels,
            [.. Enumerable.Range(0, 20_000)]
        );
        var sample = down ? ClassSample.Down(labels, 1, 5) : ClassSample.Up(labels, 1, 5);
        var model = new LogisticRegression().Fit(new(rows.Take(sample.Rows), rows), new(1));
        var scores = new double[rows.Count];
        model.Score(values, scores);
        var correction = PriorCorrection.Of(sample);
        Assert.InRange(scores.Average(), .3, .7);
        Assert.Equal(labels.Average(), scores.Average(correction.Calibrate), .004);
    }

    [Fact]
    public void Certainties_stay_and_it_can_be_saved()
    {
        var correction = new PriorCorrection(50);
        Assert.Equal((0, 1), (correction.Calibrate(0), correction.Calibrate(1)));
        Assert.Equal(correction, JsonSerializer.Deserialize<PriorCorrection>(JsonSerializer.Serialize(correction)));
    }

    [Fact]
    public void What_is_no_rate_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PriorCorrection(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriorCorrection.FromRates(.5, 0));
    }
}
