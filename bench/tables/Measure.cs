using Ninefold.Metrics;

namespace Ninefold.Bench.Tables;

/// <summary>What scores of rows are worth.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="HigherIsBetter">Its direction.</param>
/// <param name="Value">Of the rows' scores, one or one a class, and their labels.</param>
internal sealed record Measure(string Name, bool HigherIsBetter, Func<double[][], float[], double> Value)
{
    /// <summary>For probabilities of label 1.</summary>
    public static IReadOnlyList<Measure> Probabilities { get; } = [Of(new RocAuc()), Of(new LogLoss())];

    /// <summary>For scores that only tell an order.</summary>
    public static IReadOnlyList<Measure> Order { get; } = [Of(new RocAuc())];

    /// <summary>For probabilities of a world in which both classes are as frequent.</summary>
    public static IReadOnlyList<Measure> Decisions { get; } = [Of(new RocAuc()), Of(new BalancedAccuracy())];

    /// <summary>For shares of votes.</summary>
    public static IReadOnlyList<Measure> Votes { get; } = [Of(new Accuracy())];

    /// <summary>For probabilities of several classes.</summary>
    public static IReadOnlyList<Measure> Classes { get; } =
    [
        new(
            "accuracy",
            true,
            (scores, labels) =>
                new TopKAccuracy(1).Compute([
                    .. scores.Zip(labels, (s, label) => new Judged<IReadOnlyList<double>, int>(s, (int)label, "")),
                ])
        ),
        new(
            "log_loss",
            false,
            (scores, labels) =>
                new LogLoss().Compute([
                    .. scores.Zip(
                        labels,
                        (s, label) => new Judged<double, double>(Math.Clamp(s[(int)label], 0, 1), 1, "")
                    ),
                ])
        ),
    ];

    /// <summary>For quantities.</summary>
    public static IReadOnlyList<Measure> Quantities { get; } = [Of(new RootMeanSquaredError())];

    public static Measure Of(Metric<double, double> metric) =>
        new(
            metric.Name,
            metric.HigherIsBetter,
            (scores, labels) =>
                metric.Compute([.. scores.Zip(labels, (s, label) => new Judged<double, double>(s[0], label, ""))])
        );
}
