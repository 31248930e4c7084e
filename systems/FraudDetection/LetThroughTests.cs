using System.Globalization;
using System.Text.RegularExpressions;

namespace Ninefold.Systems.FraudDetection;

public sealed partial class LetThroughTests(TrainedFraud fraud)
{
    [Fact]
    public async Task The_change_that_is_told_lets_the_payment_through()
    {
        var told = 0;
        foreach (var one in fraud.Data.Test.Where(c => c.Outcome.IsFraud))
        {
            var (verdict, _) = await fraud.PayAsync(one.Request, one.At, o => o with { Explain = true });
            if (verdict.Action == PaymentAction.Allow)
            {
                Assert.Null(verdict.Otherwise);
                continue;
            }
            told++;
            var payment = one.Request with { At = one.Request.At ?? one.At };
            var otherwise = verdict.Otherwise!;
            Assert.StartsWith("it would be let through ", otherwise, StringComparison.Ordinal);
            if (Amount().Match(otherwise) is { Success: true } amount)
            {
                var less = double.Parse(amount.Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.InRange(less, 0, payment.Amount);
                payment = payment with { Amount = less };
            }
            if (Hour().Match(otherwise) is { Success: true } hour)
                payment = payment with
                {
                    At =
                        new DateTimeOffset(payment.At!.Value.UtcDateTime.Date, TimeSpan.Zero)
                        + TimeSpan.Parse(hour.Groups[1].Value, CultureInfo.InvariantCulture),
                };
            var (again, _) = await fraud.PayAsync(payment, one.At);
            Assert.Equal(PaymentAction.Allow, again.Action);
        }
        Assert.True(told > 10, $"only {told} were not let through");
    }

    [Fact]
    public async Task Nobody_who_does_not_ask_waits_for_it()
    {
        foreach (var one in fraud.Data.Test.Where(c => c.Outcome.IsFraud).Take(50))
        {
            var (verdict, call) = await fraud.PayAsync(one.Request, one.At);
            Assert.Null(verdict.Otherwise);
            Assert.DoesNotContain(call.Trace, s => s.Name == "otherwise");
        }
    }

    [GeneratedRegex(@"for ([\d.]+) rather")]
    private static partial Regex Amount();

    [GeneratedRegex(@"at (\d\d:\d\d) rather")]
    private static partial Regex Hour();
}
