using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Hosting.Pages;
using Ninefold.Models.Inspection;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class FeatureImportanceTests
{
    private static readonly FeatureSet<double> Set = new("payment")
    {
        { "risk", p => p },
        { "risk_1d", p => p },
        { "hour", p => p, new Cyclical(24) },
    };

    private static readonly ColumnImportance[] Measured =
    [
        new("risk_1d", .3, .01),
        new("hour:cos", .2, .02),
        new("hour:sin", .1, .03),
    ];

    [Fact]
    public void A_feature_counts_as_much_as_the_column_of_it_that_counts_most()
    {
        var importance = FeatureImportance.Of(Set, [Ladder(Rung("rule", null), Rung("trees", Measured))])!;
        Assert.Equal(("average_precision", "trees"), (importance.Metric, importance.Rung));
        Assert.Equal(["hour", "risk_1d"], importance.Features.Keys.Order());
        Assert.Equal(Measured[0], importance.Features["risk_1d"]);
        Assert.Equal(Measured[1], importance.Features["hour"]);
    }

    [Fact]
    public void The_ladder_of_another_set_and_one_that_was_not_measured_say_nothing()
    {
        Assert.Null(FeatureImportance.Of(Set, []));
        Assert.Null(FeatureImportance.Of(Set, [Ladder(Rung("rule", null))]));
        Assert.Null(FeatureImportance.Of(Set, [Ladder(Rung("trees", [.. Measured, new("riskier", .1, 0)]))]));
    }

    private static LadderReport Ladder(params IReadOnlyList<RungReport> rungs) =>
        new("risk", "average_precision", HigherIsBetter: true, 100, rungs);

    private static RungReport Rung(string name, IReadOnlyList<ColumnImportance>? importance) =>
        new(name, "{}", .5, .4, .6, 1, 1, 1, Chosen: false, "") { Importance = importance };
}
