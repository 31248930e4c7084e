using Ninefold.Models;
using Ninefold.Models.Calibration;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Payments with a risk that was not fitted on them, and what they turned out to be: one row each.</summary>
/// <param name="Risks">0 to 1.</param>
/// <param name="Amounts">At least 0.</param>
/// <param name="Frauds">Whether each was a fraud.</param>
public sealed record JudgedRisks(double[] Risks, double[] Amounts, bool[] Frauds);

/// <summary>
/// Chooses the thresholds of a <see cref="CostDecision"/> that would have cost least on past payments: for each of a hundred risks
/// to block from, the threshold on the money at risk by <see cref="LeastCostThresholds"/>.
/// </summary>
public sealed record LeastCost : ITrainer<JudgedRisks, CostDecision>
{
    private const int Grid = 100;

    /// <inheritdoc/>
    public string Name => "least-cost";

    /// <summary>What the actions cost.</summary>
    public FraudCosts Costs { get; init; } = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows, or columns of different lengths.</exception>
    public CostDecision Fit(JudgedRisks data, TrainingContext context)
    {
        if (
            data.Risks.Length == 0
            || data.Amounts.Length != data.Risks.Length
            || data.Frauds.Length != data.Risks.Length
        )
            throw new ArgumentException(
                "The risks need at least one row, and as many amounts and frauds. "
                    + $"Got {data.Risks.Length}, {data.Amounts.Length} and {data.Frauds.Length} instead."
            );
        var (blockFrom, money) = Enumerable
            .Range(0, Grid + 1)
            .Select(step => (double)(Grid + 1 - step) / Grid) // the first is above every risk: nothing is blocked
            .Select(risk => (risk, MoneyAtRisk(data, risk, context)))
            .MinBy(found => found.Item2.MeanCost);
        return new(Math.Max(0, money.Thresholds[0]), blockFrom, Costs);
    }

    private ScoreThresholds MoneyAtRisk(JudgedRisks data, double blockFrom, TrainingContext context)
    {
        var (money, costs) = (new double[data.Risks.Length], new double[2 * data.Risks.Length]);
        for (var row = 0; row < money.Length; row++)
        {
            var (risk, amount, fraud) = (data.Risks[row], data.Amounts[row], data.Frauds[row] ? 1 : 0);
            var otherwise = risk >= blockFrom ? PaymentAction.Block : PaymentAction.StepUp;
            money[row] = risk * amount;
            costs[2 * row] = Costs.Of(PaymentAction.Allow, amount, fraud);
            costs[2 * row + 1] = Costs.Of(otherwise, amount, fraud);
        }
        return new LeastCostThresholds().Fit(new(money, costs, 2), context);
    }
}
