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
    protected override Task OnInitializedAsync()
    {
        (customer, terminal, amount, _) = ((FraudDetectionSystem)Live.System).Examples[0];
        return RememberAsync();
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
        await RememberAsync();
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
        await RememberAsync();
    }

    private async Task RememberAsync()
    {
        var now = Time.GetUtcNow().AddMilliseconds(1); // what just happened is known to the next payment
        var read = await Live.ReadAsync(
            [
                (FraudFeatures.Customer, customer),
                (FraudFeatures.Terminal, terminal),
                (FraudFeatures.TerminalRisk, terminal),
            ],
            now
        );
        known =
        [
            ("payments", Row(read[0], Aggregate.Count, "0")),
            ("their mean", Row(read[0], Aggregate.Mean, "0.00")),
            ("at the terminal", Row(read[1], Aggregate.Count, "0")),
            ("known frauds there", Row(read[2], Aggregate.Sum, "0")),
        ];

        static IReadOnlyList<string> Row(FeatureValues values, Aggregate aggregate, string format) =>
            [
                .. values.View.Windows.Select(w =>
                    values[aggregate, w] is var v && double.IsNaN(v) ? "–" : v.ToString(format)
                ),
            ];
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
