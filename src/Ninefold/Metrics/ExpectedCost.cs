namespace Ninefold.Metrics;

/// <summary>
/// The mean cost of an answer when a threshold decides, in the costs' unit; smaller is better. Elkan (2001), "The
/// foundations of cost-sensitive learning".
/// </summary>
/// <param name="costs">What each kind of decision costs.</param>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class ExpectedCost(DecisionCosts costs, double threshold = .5)
    : ThresholdMetric("expected_cost", threshold, "no answer has a weight")
{
    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => costs.Expected(matrix);
}
