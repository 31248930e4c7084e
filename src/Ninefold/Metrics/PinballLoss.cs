using System.Globalization;

namespace Ninefold.Metrics;

/// <summary>
/// Pinball loss, by which quantiles are judged: a label above the output costs α times the difference, one below
/// (1 − α) times. In the label's unit, at least 0, smaller is better; at 0.5 it is half the mean absolute error. Koenker and
/// Bassett (1978), "Regression quantiles".
/// </summary>
public sealed class PinballLoss : Metric<double, double>
{
    private readonly double alpha;

    /// <param name="alpha">Which quantile the output is, in [0, 1].</param>
    public PinballLoss(double alpha)
    {
        if (alpha is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(alpha),
                $"The 'alpha' parameter of pinball_loss must be in [0, 1]. Got {alpha} instead."
            );
        this.alpha = alpha;
        Name = string.Create(CultureInfo.InvariantCulture, $"pinball_loss_{alpha}");
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (outputs, labels) = Columns.OfQuantities(Name, judged);
        return Ratio.Mean(Name, [.. outputs.Zip(labels, (o, l) => l >= o ? alpha * (l - o) : (1 - alpha) * (o - l))]);
    }
}
