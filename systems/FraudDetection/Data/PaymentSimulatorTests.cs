namespace Ninefold.Systems.FraudDetection.Data;

public sealed class PaymentSimulatorTests
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public void It_has_the_published_rates()
    {
        var data = new PaymentSimulator().Make(cancellation);
        var payments = data.Payments;
        Assert.Equal(("card-fraud-generated", true), (data.Info.Id, data.Info.Simulated));
        Assert.Contains("seed 0", data.Info.Source);
        // Published: 1,754,155 payments and 14,681 frauds (0.84 %).
        Assert.InRange(payments.Count, 1_700_000, 1_810_000);
        Assert.InRange(payments.Fraud.Average(fraud => fraud ? 1.0 : 0), .0075, .0095);
        Assert.InRange(payments.Amount.Average(), 52, 56);
        Assert.InRange(payments.Customers.Count, 4_950, 5_000);
        Assert.Equal(10_000, payments.Terminals.Count);
        Assert.Equal(Payments.DayOf(new DateOnly(2018, 4, 1)), payments.Day(0));
        Assert.Equal(Payments.DayOf(new DateOnly(2018, 9, 30)), payments.Day(payments.Count - 1));
        Assert.All(
            Enumerable.Range(0, payments.Count),
            row => Assert.True(payments.Fraud[row] || payments.Amount[row] <= 220)
        );
        // The payments lie around noon: 20,000 seconds are one standard deviation, so that two thirds lie within it.
        var near = payments.At.Count(at => Math.Abs(at / 1000 % 86_400 - 43_200) < 20_000);
        Assert.InRange((double)near / payments.Count, .68, .73);
    }

    [Fact]
    public void Its_frauds_are_at_compromised_terminals_and_on_compromised_cards()
    {
        var payments = Small(0).Payments;
        var rows = Enumerable.Range(0, payments.Count).ToList();
        var wholeDays = rows.GroupBy(row => (payments.Terminal[row], payments.Day(row)))
            .Where(day => day.Count() >= 3)
            .ToList();
        // At a compromised terminal everything is fraud; a copied card gives a third. So days of nothing but fraud are common.
        Assert.Contains(wholeDays, day => day.All(row => payments.Fraud[row]));
        Assert.Contains(wholeDays, day => day.All(row => !payments.Fraud[row]));
        var large = rows.Where(row => payments.Amount[row] > 220).ToList();
        Assert.NotEmpty(large);
        Assert.All(large, row => Assert.True(payments.Fraud[row]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_payments()
    {
        var (one, again, other) = (Small(3), Small(3), Small(4));
        Assert.Equal(one.Payments.At, again.Payments.At);
        Assert.Equal(one.Payments.Amount, again.Payments.Amount);
        Assert.Equal(one.Payments.Terminal, again.Payments.Terminal);
        Assert.Equal(one.Payments.Fraud, again.Payments.Fraud);
        Assert.Equal(one.Info, again.Info);
        Assert.NotEqual(one.Info.Sha256, other.Info.Sha256);
    }

    private PaymentData Small(int seed) =>
        new PaymentSimulator
        {
            Customers = 300,
            Terminals = 600,
            Days = 60,
            Seed = seed,
        }.Make(cancellation);
}
