namespace Ninefold.Systems.FraudDetection;

/// <summary>What each action costs, in the currency of the payments. A fraud that goes through costs its amount.</summary>
/// <param name="HonestBlocked">An honest customer who is refused: the fee, the call, some who leave.</param>
/// <param name="StepUp">A customer who is asked to confirm: the message, some who give up.</param>
/// <param name="FraudConfirmed">The share of frauds that get through a confirmation all the same, 0 to 1.</param>
public sealed record FraudCosts(double HonestBlocked = 40, double StepUp = 2, double FraudConfirmed = .1)
{
    /// <summary>The expected cost of an action.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="amount">Of the payment.</param>
    /// <param name="risk">How likely it is a fraud, 0 to 1; 0 or 1 where it is known.</param>
    public double Of(PaymentAction action, double amount, double risk) =>
        action switch
        {
            PaymentAction.Allow => risk * amount,
            PaymentAction.StepUp => StepUp + risk * FraudConfirmed * amount,
            _ => (1 - risk) * HonestBlocked,
        };
}
