namespace Ninefold.Models.Calibration;

/// <summary>
/// Chooses the thresholds between actions that would have cost least on past rows, exactly: sorted by score, the rows of
/// each action follow those of the one before, and dynamic programming finds where each begins, in time rows × actions.
/// Rows of one score get one action; of equal costs the highest thresholds are taken. For two actions and true
/// probabilities this comes near the closed form of Elkan (2001, "The foundations of cost-sensitive learning"); it also
/// serves where scores are no probabilities, or each row has its own costs.
/// </summary>
public sealed record LeastCostThresholds : ITrainer<ScoredCosts, ScoreThresholds>
{
    /// <inheritdoc/>
    public string Name => "least-cost-thresholds";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is nothing to choose from; the message says why.</exception>
    public ScoreThresholds Fit(ScoredCosts data, TrainingContext context)
    {
        data.Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var scores = (double[])data.Scores.Clone();
        var rows = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(scores, rows);

        // least[k]: of all ways in which the rows so far end with action k.
        var least = new double[data.Actions];
        var before = new int[scores.Length * data.Actions]; // the action of the row before, on the way that costs least
        for (var i = 0; i < rows.Length; i++)
        {
            var isNew = i == 0 || scores[i] > scores[i - 1];
            var (lowest, cheapest) = (double.PositiveInfinity, 0);
            for (var action = 0; action < data.Actions; action++)
            {
                if (least[action] < lowest)
                    (lowest, cheapest) = (least[action], action);
                before[i * data.Actions + action] = isNew ? cheapest : action;
                least[action] = (isNew ? lowest : least[action]) + data.Costs[rows[i] * data.Actions + action];
            }
        }

        var last = Array.IndexOf(least, least.Min());
        var thresholds = new double[data.Actions - 1];
        thresholds.AsSpan(last).Fill(double.PositiveInfinity);
        for (var (i, action) = (rows.Length - 1, last); i >= 0; i--)
        {
            var earlier = i == 0 ? 0 : before[i * data.Actions + action];
            if (earlier < action)
                thresholds
                    .AsSpan(earlier, action - earlier)
                    .Fill(i == 0 ? double.NegativeInfinity : Between(scores[i - 1], scores[i]));
            action = earlier;
        }
        return new(thresholds, least[last] / rows.Length);
    }

    private static double Between(double low, double high) =>
        low / 2 + high / 2 is var middle && middle > low && middle <= high ? middle : high;
}

/// <summary>Says which action a score leads to. Plain data; safe for concurrent use.</summary>
/// <param name="Thresholds">
/// Not descending: from the k-th on, action k or a higher one is taken. Infinite where the rows it was chosen on had none
/// below, or none above.
/// </param>
/// <param name="MeanCost">What a row of those it was chosen on costs.</param>
public sealed record ScoreThresholds(double[] Thresholds, double MeanCost)
{
    /// <summary>The action for a score, 0 to the number of thresholds.</summary>
    /// <param name="score">Finite.</param>
    public int ActionFor(double score)
    {
        var action = 0;
        while (action < Thresholds.Length && score >= Thresholds[action])
            action++;
        return action;
    }
}
