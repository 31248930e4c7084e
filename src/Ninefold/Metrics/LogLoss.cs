namespace Ninefold.Metrics;

/// <summary>
/// Log loss (cross-entropy) in nats: the mean of −ln of the probability given to what turned out. The label is 0 or 1,
/// the output the probability of 1. At least 0; a wrong certainty counts as a probability of 2⁻⁵², as in scikit-learn.
/// </summary>
public sealed class LogLoss : Metric<double, double>
{
    private const double Smallest = 1.0 / (1L << 52);

    /// <inheritdoc/>
    public override string Name => "log_loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged) =>
        Ratio.Mean(Name, Losses(Columns.OfProbabilities(Name, judged)));

    /// <summary>The loss of each row.</summary>
    internal static double[] Losses(Columns columns) =>
        [.. columns.Outputs.Zip(columns.Labels, (p, y) => -Math.Log(Math.Max(y == 1 ? p : 1 - p, Smallest)))];
}
