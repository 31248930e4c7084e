using Ninefold.Data;
using Ninefold.Data.Sampling;
using Ninefold.Experiments;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Calibration;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Scores a card payment before it is authorised: allow, step up or block, with the reasons.</summary>
public sealed class FraudDetectionSystem : MlSystem<Payment, Verdict, FraudOutcome, FraudDetectionSystem.Parts>
{
    private const int MostReasons = 3;
    private const string Uncertainty = "uncertainty";

    /// <summary>What a release holds.</summary>
    /// <param name="Risk">Scores payments.</param>
    /// <param name="Calibration">Makes probabilities of the scores.</param>
    /// <param name="Decision">Makes actions of the probabilities.</param>
    public sealed record Parts(Learned<FeatureScorer> Risk, Learned<ICalibrator> Calibration, CostDecision Decision);

    /// <inheritdoc/>
    public override Problem Problem => FraudProblem.Statement; // 1

    /// <inheritdoc/>
    public override IReadOnlyList<Metric<Verdict, FraudOutcome>> Metrics =>
        [.. FraudMetrics.Ranking, FraudMetrics.Right, .. FraudMetrics.Risks]; // 2

    /// <inheritdoc/>
    public override IReadOnlyList<Metric<Verdict, FraudOutcome>> MetricsWith(Parts parts) =>
        FraudMetrics.Actions(parts.Decision.Costs);

    /// <inheritdoc/>
    public override IReadOnlyList<Slice<Case<Payment, FraudOutcome>>> Slices => FraudData.Slices;

    /// <inheritdoc/>
    public override async ValueTask<Verdict> Predict(Payment payment, Parts parts, Call call) // 3
    {
        var known = await call.StageAsync("features", () => FraudFeatures.Read(payment, call));
        var risk = call.Stage(
            "risk",
            () => parts.Calibration.Model.Calibrate(call.Score<PaymentInContext>(parts.Risk, [known])[0])
        );
        call.Watch("risk", risk);
        call.Watch(Uncertainty, QuerySelection.Entropy([risk, 1 - risk]));
        var action = call.Stage("decision", () => parts.Decision.For(risk, payment.Amount));
        var reasons = call.Stage<IReadOnlyList<string>>(
            "reasons",
            () => action == PaymentAction.Allow && !call.Explains ? [] : Reasons(payment, risk, known, parts, call),
            orElse: () => []
        );
        if (action == PaymentAction.Allow || !call.Explains)
            return new(action, risk, reasons);
        var otherwise = call.Stage<string?>("otherwise", () => LetThrough.By(known, parts, call), orElse: () => null);
        return new(action, risk, reasons) { Otherwise = otherwise };
    }

    /// <inheritdoc/>
    public override Architecture Architecture => FraudProblem.Around;

    /// <inheritdoc/>
    public override Task<Dataset<Payment, FraudOutcome>> Collect(Run run) => FraudData.Collect(run); // 4

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureSet> Features => [FraudFeatures.Payments]; // 5

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureView> Views => FraudFeatures.Views;

    /// <inheritdoc/>
    public override Parts Train(Past<Payment, FraudOutcome> past, Run run) => FraudTraining.Train(past, run); // 6

    /// <inheritdoc/>
    public override IEnumerable<string> Validate(Payment payment) // 7
    {
        if (payment.Customer.Length is 0 or > 128)
            yield return $"'customer' must be 1 to 128 characters; got {payment.Customer.Length}.";
        if (payment.Terminal.Length is 0 or > 128)
            yield return $"'terminal' must be 1 to 128 characters; got {payment.Terminal.Length}.";
        if (payment.Amount is not (>= 0 and <= Payment.MostAmount))
            yield return $"'amount' must be 0 to {Payment.MostAmount:N0}; got {payment.Amount}.";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Payment> Examples => [new("596", "3156", 57.16), new("4961", "3412", 981.51)];

    /// <inheritdoc/>
    public override string? Subject(Payment payment) => payment.Customer;

    /// <inheritdoc/>
    public override IEnumerable<Impression> Impressions(Verdict verdict) =>
        [new(verdict.Action.ToString().ToLowerInvariant(), 0, 1)];

    /// <inheritdoc/>
    public override string? ReviewedItem(Payment payment, Verdict verdict) => payment.Terminal; // as of all labels

    /// <inheritdoc/>
    public override IEnumerable<Observation> Outcomes(Case<Payment, FraudOutcome> past) => FraudData.Observed(past); // 8

    /// <inheritdoc/>
    public override Operations Operations =>
        new()
        {
            Budget = TimeSpan.FromMilliseconds(10),
            Success = FraudMetrics.Right.Name,
            SuccessKinds = [FraudFeatures.LabelKind],
            OutcomeWindow = TimeSpan.FromDays(FraudSplit.Week),
            RetrainAfter = TimeSpan.FromDays(7),
            Canary = new() { MinimumRequests = 500, Guardrails = [new ErrorRateGuardrail(.01)] },
            Review = new(Uncertainty, From: .3, Reviewers: 2), // risks of .09 to .91, those nearest to .5 first
        };

    private static IReadOnlyList<string> Reasons(
        Payment payment,
        double risk,
        PaymentInContext known,
        Parts parts,
        Call call
    ) =>
        [
            parts.Decision.Reason(risk, payment.Amount),
            .. call.TopContributions(parts.Risk, known, MostReasons)
                .Select(c =>
                    $"{c.Column} {(float.IsNaN(c.Value) ? "is not known" : $"= {c.Value:0.##}")} {(c.Amount > 0 ? "raises" : "lowers")} the risk"
                ),
        ];
}
