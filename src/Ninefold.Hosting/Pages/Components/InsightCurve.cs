using Ninefold.Models.Inspection;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Pages.Components;

/// <summary>One of the charts of what was found out about a model.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Note">More of it; null where nothing is to be said.</param>
/// <param name="X">What runs to the right.</param>
/// <param name="Y">What runs upwards.</param>
/// <param name="Curves">The curves.</param>
/// <param name="Shares">Whether both axes are shares.</param>
internal sealed record InsightCurve(
    string Title,
    string? Note,
    string X,
    string Y,
    IReadOnlyList<ChartCurve> Curves,
    bool Shares = false
)
{
    /// <summary>All charts of a rung: columns, learning, thresholds.</summary>
    public static IReadOnlyList<InsightCurve> Of(LadderReport ladder, RungInsight insight) =>
        [
            .. insight.Dependence.Select(Dependence),
            .. insight.Learning is { } learning ? new[] { Learning(ladder.Metric, learning) } : [],
            .. insight.Points.Count > 0 ? Thresholds(insight.Points) : [],
        ];

    private static InsightCurve Dependence(DependenceBand band) =>
        new(
            $"Score by {band.Column}",
            null,
            band.Codes ? $"{band.Column}, code of the category" : band.Column,
            "score",
            [
                new("mean", band.Values.Zip(band.Mean)),
                new("10 % of rows below", band.Values.Zip(band.Low), IsBound: true),
                new("90 % below", band.Values.Zip(band.High), IsBound: true),
            ]
        );

    private static InsightCurve Learning(string metric, LearningFinding learning) =>
        new(
            "Learning curve",
            "3 folds",
            "rows fitted on",
            metric,
            [
                new("other rows", learning.Curve.Select(p => (p.At, p.Test.Mean))),
                new("the same rows", learning.Curve.Select(p => (p.At, p.Train.Mean))),
            ]
        );

    private static InsightCurve[] Thresholds(IReadOnlyList<OperatingPoint> points)
    {
        var positives = points[^1].Precision ?? double.NaN;
        ChartCurve Curve(string name, Func<OperatingPoint, (double, double)> of) => new(name, points.Select(of));
        ChartCurve Chance(params (double, double)[] ends) => new("by chance", ends, IsBound: true);
        return
        [
            new(
                "ROC",
                null,
                "false positive rate",
                "recall",
                [Curve("model", p => (p.FalsePositiveRate, p.Recall)), Chance((0, 0), (1, 1))],
                Shares: true
            ),
            new(
                "Precision and recall",
                null,
                "recall",
                "precision",
                [Curve("model", p => (p.Recall, p.Precision ?? double.NaN)), Chance((0, positives), (1, positives))],
                Shares: true
            ),
            new(
                "Gain",
                null,
                "share of rows acted on",
                "recall",
                [Curve("model", p => (p.Share, p.Recall)), Chance((0, 0), (1, 1))],
                Shares: true
            ),
            new(
                "Cost",
                $"a missed one costs {Readable.Value((1 - positives) / positives)} false alarms",
                "share of rows acted on",
                "false alarms a row",
                [Curve("model", p => (p.Share, p.Cost))],
                Shares: true
            ),
        ];
    }
}
