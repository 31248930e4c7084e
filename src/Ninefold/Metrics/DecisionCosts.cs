namespace Ninefold.Metrics;

/// <summary>What each kind of decision costs, in one unit; negative where it earns.</summary>
/// <param name="FalsePositive">A negative is answered positive.</param>
/// <param name="FalseNegative">A positive is answered negative.</param>
/// <param name="TruePositive">A positive is found.</param>
/// <param name="TrueNegative">A negative is left alone.</param>
public sealed record DecisionCosts(
    double FalsePositive,
    double FalseNegative,
    double TruePositive = 0,
    double TrueNegative = 0
)
{
    /// <summary>The mean cost of an answer; null where there are none.</summary>
    /// <exception cref="MetricUndefinedException">The sum is not finite.</exception>
    public double? Expected(ConfusionMatrix matrix)
    {
        if (matrix.Count <= 0)
            return null;
        var sum =
            FalsePositive * matrix.FalsePositives
            + FalseNegative * matrix.FalseNegatives
            + TruePositive * matrix.TruePositives
            + TrueNegative * matrix.TrueNegatives;
        return double.IsFinite(sum)
            ? sum / matrix.Count
            : throw new MetricUndefinedException("expected_cost", $"the costs add up to {sum}");
    }
}
