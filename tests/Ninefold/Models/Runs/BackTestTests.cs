using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Runs;

public sealed class BackTestTests : IDisposable
{
    private const long Hour = 3_600_000;
    private const int TrainRows = 600;
    private readonly TinyHome home = new();

    private static readonly FeatureSet<int> Features = new("row") { { "value", row => row * 7919 % 100 / 100f } };

    public void Dispose() => home.Dispose();

    /// <summary>An hour a row. From a row on the label is no longer what the value says.</summary>
    private static FeatureTable Table(int from, int to, int turnsAt = int.MaxValue)
    {
        int[] rows = [.. Enumerable.Range(from, to - from)];
        var labels = rows.Select(row => (row * 7919 % 100 >= 50) != Turned(row, turnsAt) ? 1f : 0).ToArray();
        return Features.Table(rows, labels) with { Moments = [.. rows.Select(row => row * Hour)] };
    }

    // More of them the later.
    private static bool Turned(int row, int turnsAt) => row >= turnsAt && row * 104_729 % 400 < row - turnsAt;

    private static BackTestReport Of(FeatureTable train, FeatureTable validation) =>
        BackTest.Of(
            new Scorers(new LogisticRegression()),
            train,
            validation,
            new RocAuc(),
            new(1, 1, null, TestContext.Current.CancellationToken)
        );

    /// <summary>As a ladder fits its rungs, and remembers on what.</summary>
    private sealed record Scorers(ITabularTrainer Trainer)
        : ITrainer<(FeatureTable Train, FeatureTable Validation), FeatureScorer>
    {
        public List<long> Latest { get; } = [];

        public string Name => Trainer.Name;

        public FeatureScorer Fit((FeatureTable Train, FeatureTable Validation) data, TrainingContext context)
        {
            Latest.Add(Math.Max(data.Train.Moments!.Max(), data.Validation.Moments!.Max()));
            var fitted = Features.Fit(data.Train);
            return new(fitted, Trainer.Fit(new(fitted.Encode(data.Train), fitted.Encode(data.Validation)), context));
        }
    }

    [Fact]
    public void Each_period_is_judged_by_what_was_known_before_it_with_the_gap_of_the_split()
    {
        var trainer = new Scorers(new LogisticRegression());
        var (train, validation) = (Table(0, TrainRows), Table(TrainRows + 100, TrainRows + 700));
        var report = BackTest.Of(
            trainer,
            train,
            validation,
            new RocAuc(),
            new(1, 1, null, TestContext.Current.CancellationToken)
        );
        Assert.Equal(6, report.Periods.Count);
        Assert.Equal((TrainRows + 100) * Hour, report.Periods[0].From.ToUnixTimeMilliseconds());
        Assert.Equal(600, report.Periods.Sum(p => p.Rows));
        Assert.All(report.Periods, p => Assert.Equal(1, p.Value!.Value, 1e-9));
        // The gap of 101 hours lies before every period; a period whose past has no more rows than the last's is not fitted for anew.
        Assert.Equal(5, trainer.Latest.Count);
        foreach (var (latest, period) in trainer.Latest.Zip(report.Periods.Skip(1)))
            Assert.True(latest < period.From.ToUnixTimeMilliseconds() - 100 * Hour);
        Assert.Contains("roc_auc 1.0000 to 1.0000 over 6 periods, no trend", report.Findings);
        Assert.Contains(report.Findings, f => f.StartsWith("the labels show no trend and no season of the day"));
    }

    [Fact]
    public void What_grows_worse_with_the_time_is_said()
    {
        var report = Of(Table(0, TrainRows), Table(TrainRows, TrainRows + 600, turnsAt: TrainRows));
        Assert.True(report.Periods[0].Value!.Value > report.Periods[5].Value!.Value + .2);
        Assert.Contains(report.Findings, f => f.EndsWith("each period: train anew often"));
    }

    [Fact]
    public void Seasons_of_the_labels_are_said()
    {
        var train = Table(0, TrainRows);
        var report = Of(
            train with
            {
                Labels = [.. Enumerable.Range(0, TrainRows).Select(hour => hour % 24 < 8 ? 1f : 0)],
            },
            Table(TrainRows, TrainRows + 312) with
            {
                Labels = [.. Enumerable.Range(0, 312).Select(hour => (TrainRows + hour) % 24 < 8 ? 1f : 0)],
            }
        );
        Assert.Contains(report.Findings, f => f.StartsWith("labels have a season of the day"));
    }

    [Fact]
    public void Parts_of_one_time_and_parts_too_small_have_none_and_say_so()
    {
        var overlapping = Of(Table(0, TrainRows), Table(100, 700));
        Assert.Empty(overlapping.Periods);
        Assert.Equal("none: the parts of the split lie in the same time", overlapping.Findings[0]);
        Assert.Equal(
            "none: 6 periods need 300 rows of validation, there are 100",
            Of(Table(0, TrainRows), Table(TrainRows, TrainRows + 100)).Findings[0]
        );
    }

    [Fact]
    public void A_climbed_ladder_has_one_where_its_rows_have_moments()
    {
        var run = home.NewRun();
        foreach (var (name, dated) in new[] { ("dated", true), ("undated", false) })
        {
            var (train, validation) = (Table(0, TrainRows), Table(TrainRows, TrainRows + 600));
            if (!dated)
                (train, validation) = (train with { Moments = null }, validation with { Moments = null });
            run.Climb(name, Features, train, validation, new RocAuc(), new MeanLabel(), new LogisticRegression());
        }
        Assert.Equal([6, null], run.Ladders.Select(l => l.BackTest?.Periods.Count));
    }
}
