using Ninefold.Models;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Payments with a risk that was not fitted on them, and what they turned out to be: one row each.</summary>
/// <param name="Risks">0 to 1.</param>
/// <param name="Amounts">At least 0.</param>
/// <param name="Frauds">Whether each was a fraud.</param>
public sealed record JudgedRisks(double[] Risks, double[] Amounts, bool[] Frauds);

/// <summary>
/// Chooses the thresholds of a <see cref="CostDecision"/> that would have cost least on past payments. Every threshold on the money at
/// risk is tried, against a hundred risks to block from. Elkan (2001), "The Foundations of Cost-Sensitive Learning", gives the
/// thresholds for true probabilities; these also serve where the risks are only nearly so.
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
        var money = data.Risks.Zip(data.Amounts, (risk, amount) => risk * amount).ToArray();
        var rows = Enumerable.Range(0, money.Length).OrderByDescending(row => money[row]).ToArray();
        var best = new CostDecision(double.MaxValue, 2, Costs);
        var least = double.PositiveInfinity;
        for (var step = Grid + 1; step > 0; step--) // the first is above every risk: nothing is blocked
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var blockFrom = (double)step / Grid;
            var (saved, atRisk) = BestMoney(data, rows, money, blockFrom);
            if (-saved < least)
                (least, best) = (-saved, new(atRisk, blockFrom, Costs));
        }
        return best;
    }

    /// <summary>What not letting through saves, at the best threshold on the money at risk.</summary>
    private (double Saved, double MoneyAtRisk) BestMoney(JudgedRisks data, int[] rows, double[] money, double blockFrom)
    {
        var (saved, best, atRisk) = (0.0, 0.0, Math.BitIncrement(money[rows[0]]));
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var (amount, fraud) = (data.Amounts[row], data.Frauds[row] ? 1 : 0);
            var action = data.Risks[row] >= blockFrom ? PaymentAction.Block : PaymentAction.StepUp;
            saved += Costs.Of(PaymentAction.Allow, amount, fraud) - Costs.Of(action, amount, fraud);
            var isLastOfTie = i + 1 == rows.Length || money[rows[i + 1]] < money[row];
            if (isLastOfTie && saved > best)
                (best, atRisk) = (saved, money[row]);
        }
        return (best, atRisk);
    }
}
