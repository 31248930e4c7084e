using Ninefold.Metrics;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Step 2: what verdicts are judged by.</summary>
internal static class FraudMetrics
{
    private const int Bins = 20;

    /// <summary>Whether frauds are riskier than the rest, whatever is then done.</summary>
    public static readonly IReadOnlyList<Metric<Verdict, FraudOutcome>> Ranking =
    [
        Of(new AveragePrecision()),
        Of(new RocAuc()),
        new CardPrecision(100),
    ];

    /// <summary>What an investigator gains who looks at the riskiest, and how far risks are off as probabilities.</summary>
    public static readonly IReadOnlyList<Metric<Verdict, FraudOutcome>> Risks =
    [
        Of(new LiftAtShare(.01)),
        Of(new BrierReliability(Bins)),
    ];

    /// <summary>The share of payments that got the right action: frauds that did not go through, others that did. What rollouts compare.</summary>
    public static readonly Metric<Verdict, FraudOutcome> Right = new PaymentMean(
        "right_action",
        (verdict, outcome) => Share(verdict.Action == PaymentAction.Allow != outcome.IsFraud),
        higherIsBetter: true
    );

    /// <summary>What comes of the actions, at these costs.</summary>
    public static IReadOnlyList<Metric<Verdict, FraudOutcome>> Actions(FraudCosts costs) =>
        [
            new PaymentMean(
                "honest_blocked",
                (verdict, outcome) => outcome.IsFraud ? null : Share(verdict.Action == PaymentAction.Block)
            ),
            new PaymentMean(
                "honest_stepped_up",
                (verdict, outcome) => outcome.IsFraud ? null : Share(verdict.Action == PaymentAction.StepUp)
            ),
            new PaymentMean(
                "fraud_allowed",
                (verdict, outcome) => outcome.IsFraud ? Share(verdict.Action == PaymentAction.Allow) : null
            ),
            new PaymentMean(
                "cost_per_payment",
                (verdict, outcome) => costs.Of(verdict.Action, outcome.Amount, outcome.IsFraud ? 1 : 0)
            ),
        ];

    private static double Share(bool counts) => counts ? 1 : 0;

    private static Metric<Verdict, FraudOutcome> Of(Metric<double, double> metric) =>
        metric.Of<Verdict, FraudOutcome>(verdict => verdict.Risk, outcome => outcome.IsFraud ? 1 : 0);
}
