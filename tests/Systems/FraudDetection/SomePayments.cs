using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>A few payments that a test writes down.</summary>
internal static class SomePayments
{
    public static readonly DateOnly First = new(2024, 1, 1);

    /// <summary>Payments of 10 at the terminal <c>t</c>, at noon of days counted from <see cref="First"/>, in that order.</summary>
    public static Payments Of(params (int Day, string Customer, bool Fraud)[] rows)
    {
        rows = [.. rows.OrderBy(r => r.Day)];
        var customers = rows.Select(r => r.Customer).Distinct().ToList();
        return new(
            new(customers),
            new(["t"]),
            [.. rows.Select(r => customers.IndexOf(r.Customer))],
            new int[rows.Length],
            [.. rows.Select(_ => 10f)],
            [.. rows.Select(r => (Payments.DayOf(First) + r.Day) * 86_400_000L + 43_200_000)],
            [.. rows.Select(r => r.Fraud)]
        );
    }
}
