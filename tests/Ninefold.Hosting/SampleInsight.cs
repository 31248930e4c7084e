using Ninefold.Models.Runs;
using Ninefold.Models.Tuning;

namespace Ninefold.Hosting.Tests;

/// <summary>A ladder whose best learned rung was looked into.</summary>
internal static class SampleInsight
{
    private static CurvePoint Point(double at, double train, double test) =>
        new(at, new([train, train], train, 0), new([test, test], test, 0));

    public static RungInsight Insight { get; } =
        new(
            [new("amount", Codes: false, [1, 2], [.1, .3], [0, .2], [.2, .4])],
            [new("night = 1", "roc_auc", 120, new(.61, .55, .67), null)],
            [
                new("overfit one batch", true, 1, "trees learns 32 rows by heart: roc_auc 1.0000"),
                new(
                    "shuffled labels",
                    false,
                    .7,
                    "trees knows shuffled labels: look for rows that stand in both parts"
                ),
            ],
            new(
                2400,
                60_000,
                [Point(400, .9, .6), Point(1600, .9, .8)],
                new(LearningNeed.MoreData, .1, .1, .01, "twice as many rows gained 0.1000 at the end of the curve")
            ),
            [new(.9, 0, 1, ["amount"], [double.NaN], [new(.5, 1, [7])])],
            [new(null, 0, 0, null, 0, 1), new(.5, .1, .8, .7, .2, .4), new(0, 1, 1, .25, 1, .8)],
            [new("learning by stars", "there are none.")]
        );

    public static LadderReport Ladder { get; } =
        new(
            "risk",
            "roc_auc",
            HigherIsBetter: true,
            5000,
            [
                new("trees", "{}", .8, .78, .82, 1, 1, 1, Chosen: true, "")
                {
                    Importance = [new("amount", .05, .01)],
                    Insight = Insight,
                },
            ]
        );
}
