using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class ReportTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_worst_feature_comes_first_and_gives_the_overall_signal()
    {
        FeatureWindow calm = new(FeatureWindowTests.Normal(1)),
            shifted = new(FeatureWindowTests.Normal(1) with { Feature = "y" }),
            empty = new(FeatureWindowTests.Normal(1) with { Feature = "z" });
        FeatureWindowTests.Fill(calm, 2, 0);
        FeatureWindowTests.Fill(shifted, 2, 1);
        var report = DriftReport.Of([calm, empty, shifted]);
        Assert.Equal(["y", "x", "z"], report.Features.Select(f => f.Feature));
        var signals = report.Signals(At).ToArray();
        Assert.Equal(["psi", "psi/y", "psi/x"], signals.Select(s => s.Name));
        Assert.Equal(signals[0].Value, signals[1].Value);
        Assert.Empty(DriftReport.Of([]).Signals(At));
    }

    [Fact]
    public void Quality_signals_name_each_share_and_its_worst()
    {
        FeatureWindow number = new(NumericReference.Fit("n", [0, 1])),
            category = new(CategoricalReference.Fit("c", ["a", null])),
            empty = new(NumericReference.Fit("e", [0, 1]));
        number.Add(.5f);
        number.Add(float.NaN);
        category.Add("b");
        category.Add((string?)null);
        Assert.Equal(
            [
                new Signal("missing", .5, At),
                new("missing/n", .5, At),
                new("missing/c", 0, At), // as in training
                new("out_of_range", 0, At),
                new("out_of_range/n", 0, At),
                new("unseen", 1, At),
                new("unseen/c", 1, At),
            ],
            QualityReport.Of([number, category, empty]).Signals(At)
        );
    }
}
