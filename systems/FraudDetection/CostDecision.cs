namespace Ninefold.Systems.FraudDetection;

/// <summary>
/// Two thresholds that a person can read: too little money at risk is let through; of the rest, what is almost certainly a
/// fraud is blocked, and what may be one must be confirmed.
/// </summary>
/// <param name="MoneyAtRisk">Risk times amount from which a payment does not simply go through.</param>
/// <param name="BlockFrom">The risk from which such a payment is blocked; above 1 for never.</param>
/// <param name="Costs">What they were chosen for.</param>
public sealed record CostDecision(double MoneyAtRisk, double BlockFrom, FraudCosts Costs)
{
    /// <summary>What is done with a payment.</summary>
    /// <param name="risk">How likely it is a fraud, 0 to 1.</param>
    /// <param name="amount">Of the payment.</param>
    public PaymentAction For(double risk, double amount) =>
        risk * amount < MoneyAtRisk ? PaymentAction.Allow
        : risk >= BlockFrom ? PaymentAction.Block
        : PaymentAction.StepUp;

    /// <summary>Why, in words.</summary>
    public string Reason(double risk, double amount) =>
        For(risk, amount) switch
        {
            PaymentAction.Allow =>
                $"{risk * amount:0.00} at risk ({risk:P1} of {amount:0.00}) is less than {MoneyAtRisk:0.00}",
            PaymentAction.Block => $"the risk of {risk:P1} is at least {BlockFrom:P1}, from which payments are blocked",
            _ =>
                $"{risk * amount:0.00} at risk ({risk:P1} of {amount:0.00}) is at least {MoneyAtRisk:0.00}, from which payments must be confirmed",
        };

    /// <summary>
    /// The thresholds at which the expected costs cross, where every risk is a true probability. The one to block from is meant for a
    /// payment of this amount.
    /// </summary>
    public static CostDecision Expected(FraudCosts costs, double amount) =>
        new(
            costs.StepUp / (1 - costs.FraudConfirmed),
            (costs.HonestBlocked - costs.StepUp) / (costs.HonestBlocked + costs.FraudConfirmed * amount),
            costs
        );
}
