using Ninefold.Models.Calibration;
using Ninefold.Models.Linear;

namespace Ninefold.Tests.Models.Calibration;

public sealed class CalibrationLadderTests : IDisposable
{
    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Log_odds_that_are_three_times_too_large_are_divided_by_three_and_the_ladder_says_why()
    {
        var run = home.NewRun();
        var data = Scored(4000, odds => LogisticModel.Sigmoid(3 * odds), LogisticModel.Sigmoid);
        var learned = run.ClimbCalibration("calibration", data);
        Assert.Equal(("calibration", "temperature-scaling"), (learned.Name, learned.Rung));
        Assert.Equal(3, Assert.IsType<TemperatureCalibrator>(learned.Model).Temperature, .3);
        var ladder = Assert.Single(run.Ladders);
        Assert.Equal(("calibration", "log_loss", 4000), (ladder.Name, ladder.Metric, ladder.Cases));
        Assert.Equal(
            ["platt-scaling", "temperature-scaling", "beta-calibration", "isotonic-regression"],
            ladder.Rungs.Select(r => r.Name)
        );
        Assert.Equal(["taken", "the noise", "the noise"], ladder.Rungs.Skip(1).Select(r => LastWords(r.Why)));
    }

    [Fact]
    public void A_rung_is_judged_on_rows_that_it_was_not_fitted_on()
    {
        // The truth is a sigmoid; on its own rows isotonic regression follows the noise as well and seems better.
        var data = Scored(200, LogisticModel.Sigmoid, LogisticModel.Sigmoid);
        Assert.True(
            Loss(new IsotonicRegression().Fit(data, new(1)), data) < Loss(new PlattScaling().Fit(data, new(1)), data)
        );
        var run = home.NewRun();
        Assert.NotEqual("isotonic-regression", run.ClimbCalibration("calibration", data).Rung);
        var rungs = Assert.Single(run.Ladders).Rungs;
        Assert.True(rungs[^1].Value > rungs[0].Value);
    }

    [Fact]
    public void Steps_are_for_isotonic_regression_unless_the_order_counts()
    {
        var data = Scored(
            4000,
            LogisticModel.Sigmoid,
            odds =>
                odds < -2 ? .02
                : odds < 1 ? .3
                : .98
        );
        Assert.Equal("isotonic-regression", home.NewRun().ClimbCalibration("steps", data).Rung);
        var run = home.NewRun();
        var model = run.ClimbCalibration("ranked", data, keepsOrder: true).Model;
        Assert.Equal(3, Assert.Single(run.Ladders).Rungs.Count);
        var scores = data.Scores.Distinct().Order().Select(model.Calibrate).ToList();
        Assert.Equal(scores.Distinct().Order(), scores);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_leave_out_what_needs_them()
    {
        var run = home.NewRun();
        run.ClimbCalibration("calibration", Scored(500, odds => odds, LogisticModel.Sigmoid));
        Assert.Equal(["platt-scaling", "isotonic-regression"], Assert.Single(run.Ladders).Rungs.Select(r => r.Name));
    }

    [Fact]
    public void One_row_of_a_label_cannot_be_divided_and_gets_platt_scaling()
    {
        var run = home.NewRun();
        var learned = run.ClimbCalibration("calibration", new([.1, .2, .9], [0, 0, 1]));
        Assert.Equal("platt-scaling", learned.Rung);
        Assert.True(learned.Model.Calibrate(.9) > learned.Model.Calibrate(.1));
        Assert.Empty(run.Ladders);
        Assert.Contains(
            "all labels are 0",
            Assert.Throws<ArgumentException>(() => run.ClimbCalibration("c", new([.1, .2], [0, 0]))).Message
        );
    }

    private static string LastWords(string why) =>
        string.Join(' ', why.Split(' ')[^(why.EndsWith("taken", StringComparison.Ordinal) ? 1 : 2)..]);

    private static double Loss(ICalibrator calibrator, ScoredLabels data) =>
        data
            .Scores.Zip(
                data.Labels,
                (s, y) => -Math.Log(Math.Max(1e-9, y == 1 ? calibrator.Calibrate(s) : 1 - calibrator.Calibrate(s)))
            )
            .Average();

    private static ScoredLabels Scored(int count, Func<double, double> score, Func<double, double> probability)
    {
        var (random, scores, labels) = (new Random(1), new double[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var odds = random.NextDouble() * 6 - 4;
            (scores[i], labels[i]) = (score(odds), random.NextDouble() < probability(odds) ? 1 : 0);
        }
        return new(scores, labels);
    }
}
