using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Pays as anybody, shows what is decided and why, and tells the system what became of it.</summary>
public sealed partial class Playground
{
    private string customer = "";
    private string terminal = "";
    private double amount;
    private Payment paid = null!;
    private Prediction? prediction;
    private IReadOnlyList<string> errors = [];
    private IReadOnlyList<(string Name, IReadOnlyList<string> Values)> known = [];
    private bool happened;
    private bool labelled;

    /// <summary>The live system.</summary>
    [Parameter, EditorRequired]
    public LiveSystem Live { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private CostDecision Decision => ((FraudDetectionSystem.Parts)Live.Parts).Decision;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        (customer, terminal, amount, _) = ((FraudDetectionSystem)Live.System).Examples[0];
        Remember();
    }

    private async Task PayAsync()
    {
        var payment = new Payment(customer, terminal, amount);
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(payment, SystemEngine.Json);
            prediction = await Live.PredictAsync(json, explain: true, CancellationToken.None);
            (paid, errors, happened, labelled) = (payment, [], false, false);
        }
        catch (InvalidRequestException e)
        {
            (prediction, errors) = (null, e.Errors);
        }
        catch (PredictionFailedException e)
        {
            (prediction, errors) = (null, [e.Message]);
        }
        Remember();
    }

    private async Task ObserveAsync(string kind, double value)
    {
        var observation = new Observation
        {
            Id = $"{prediction!.RequestId}:{kind}",
            System = Live.System.Id,
            Kind = kind,
            At = Time.GetUtcNow(),
            RequestId = prediction.RequestId,
            Subject = paid.Customer,
            Item = paid.Terminal,
            Value = value,
            Release = prediction.Release,
            Arm = prediction.Arm,
        };
        try
        {
            await Live.ObserveAsync([observation], CancellationToken.None);
            (happened, labelled) = (true, labelled || kind == FraudFeatures.LabelKind);
        }
        catch (ObservationsNotStoredException e)
        {
            errors = [e.Message];
        }
        Remember();
    }

    private void Remember()
    {
        var now = Time.GetUtcNow().AddMilliseconds(1); // what just happened is known to the next payment
        known =
        [
            Row("payments", FraudFeatures.Customer, customer, Aggregate.Count, "0"),
            Row("their mean", FraudFeatures.Customer, customer, Aggregate.Mean, "0.00"),
            Row("at the terminal", FraudFeatures.Terminal, terminal, Aggregate.Count, "0"),
            Row("known frauds there", FraudFeatures.TerminalRisk, terminal, Aggregate.Sum, "0"),
        ];

        (string, IReadOnlyList<string>) Row(
            string name,
            FeatureView view,
            string entity,
            Aggregate aggregate,
            string format
        )
        {
            var values = Live.Read(view, entity, now);
            return (
                name,
                [
                    .. view.Windows.Select(w =>
                        values[aggregate, w] is var v && double.IsNaN(v) ? "–" : v.ToString(format)
                    ),
                ]
            );
        }
    }

    private static string Words(PaymentAction action) =>
        action switch
        {
            PaymentAction.Allow => "Allow",
            PaymentAction.StepUp => "Ask to confirm",
            _ => "Block",
        };

    private static string Tone(PaymentAction action) =>
        action switch
        {
            PaymentAction.Allow => "ok",
            PaymentAction.StepUp => "warn",
            _ => "bad",
        };
}
