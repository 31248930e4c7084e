using System.Globalization;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>A folder of payments as a user would bring them: a small simulation of 75 days.</summary>
internal static class PaymentsFile
{
    public static void Write(string folder, int customers, int terminals)
    {
        var payments = new PaymentSimulator
        {
            Customers = customers,
            Terminals = terminals,
            Days = 75,
        }
            .Make()
            .Payments;
        using var file = new StreamWriter(Path.Combine(folder, "payments.csv"));
        file.WriteLine("customer,terminal,amount,timestamp,fraud");
        for (var row = 0; row < payments.Count; row++)
            file.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{payments.Customers[payments.Customer[row]]},{payments.Terminals[payments.Terminal[row]]},{payments.Amount[row]:0.00},{DateTimeOffset.FromUnixTimeMilliseconds(payments.At[row]):s}Z,{(payments.Fraud[row] ? 1 : 0)}"
                )
            );
    }
}
