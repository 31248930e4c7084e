using Ninefold.Flows;
using Ninefold.Models.Inspection;

namespace Ninefold.Systems.FraudDetection;

/// <summary>What a customer could do otherwise: the smallest change with which a payment would go through.</summary>
internal static class LetThrough
{
    private const string Amount = "amount";
    private const string Hour = "hour";
    private const float LastHour = 24 - 1f / 60;

    /// <summary>In words. All else is as it is now: what the customer and the terminal did before stays the same.</summary>
    public static string By(PaymentInContext payment, FraudDetectionSystem.Parts parts, Call call)
    {
        var found = call.Counterfactual(
            parts.Risk,
            payment,
            (tried, score) => parts.Calibration.Model.Calibrate(score) * tried.Amount,
            parts.Decision.MoneyAtRisk,
            new Lever<PaymentInContext>(
                new(Amount, 0, (float)payment.Amount),
                (float)payment.Amount,
                (tried, amount) => tried with { Amount = Cents(amount) }
            ),
            new Lever<PaymentInContext>(
                new(Hour, 0, LastHour),
                (float)payment.At.TimeOfDay.TotalHours,
                (tried, hour) => tried with { At = On(tried.At, hour) }
            )
        );
        if (!found.Found)
            return "no smaller amount and no other hour of the day would let it through";
        var changes = found.Changes.Select(change =>
            change.Column == Amount
                ? $"for {Cents(change.To):0.00} rather than {payment.Amount:0.00}"
                : $"at {On(payment.At, change.To):HH:mm} rather than {payment.At:HH:mm} UTC"
        );
        return $"it would be let through {string.Join(" and ", changes)}";
    }

    private static double Cents(float amount) => Math.Round((double)amount, 2);

    private static DateTimeOffset On(DateTimeOffset day, float hour) =>
        new DateTimeOffset(day.Date, day.Offset).AddMinutes(Math.Round(hour * 60));
}
