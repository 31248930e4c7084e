using Ninefold.Metrics;

namespace Ninefold.Models.Calibration;

/// <summary>What thresholds learn from: scores of rows that the scoring model was not fitted on, and what every action costs.</summary>
/// <param name="Scores">One a row, finite.</param>
/// <param name="Costs">
/// Row by row the cost of each action, finite and in one unit; negative where it earns. The actions are in the order in
/// which a rising score goes through them, such as allow, confirm, block.
/// </param>
/// <param name="Actions">How many actions there are, at least 2.</param>
public sealed record ScoredCosts(double[] Scores, double[] Costs, int Actions)
{
    /// <summary>Of two actions: 0 answers negative, 1 positive.</summary>
    /// <param name="rows">Scores and what turned out.</param>
    /// <param name="costs">What each kind of decision costs.</param>
    public static ScoredCosts Of(ScoredLabels rows, DecisionCosts costs) =>
        new(
            rows.Scores,
            [
                .. rows.Labels.SelectMany(label =>
                    label == 1
                        ? new[] { costs.FalseNegative, costs.TruePositive }
                        : [costs.TrueNegative, costs.FalsePositive]
                ),
            ],
            2
        );

    /// <exception cref="ArgumentException">Something is wrong; the message lists all faults.</exception>
    internal void Check()
    {
        var faults = new List<string>();
        if (Scores.Length == 0)
            faults.Add("there are no scores");
        if (Actions < 2)
            faults.Add($"there must be at least 2 actions, got {Actions}");
        if (Costs.Length != (long)Scores.Length * Actions)
            faults.Add(
                $"{Scores.Length} scores and {Actions} actions need {(long)Scores.Length * Actions} costs, got {Costs.Length}"
            );
        if (Array.FindIndex(Scores, score => !double.IsFinite(score)) is >= 0 and var score)
            faults.Add($"scores must be finite, row {score} has {Scores[score]}");
        if (Array.FindIndex(Costs, cost => !double.IsFinite(cost)) is >= 0 and var cost)
            faults.Add(
                $"costs must be finite, row {cost / Math.Max(1, Actions)} has {Costs[cost]} for action {cost % Math.Max(1, Actions)}"
            );
        if (faults.Count > 0)
            throw new ArgumentException($"No thresholds can be chosen: {string.Join("; ", faults)}.");
    }
}
