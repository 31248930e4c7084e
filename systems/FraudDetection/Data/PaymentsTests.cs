namespace Ninefold.Systems.FraudDetection.Data;

public sealed class PaymentsTests
{
    private static readonly Payments Some = SomePayments.Of(
        (0, "a", false),
        (2, "b", true),
        (2, "a", false),
        (5, "b", false)
    );

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(6, 4)]
    public void The_first_payment_on_or_after_a_day_is_found(int day, int row) =>
        Assert.Equal(row, Some.FirstOn(Payments.DayOf(SomePayments.First) + day));

    [Fact]
    public void A_payment_at_midnight_belongs_to_the_day_that_begins()
    {
        var day = Payments.DayOf(SomePayments.First);
        var midnight = Some with { At = [.. Some.At.Select(_ => day * 86_400_000L)] };
        Assert.Equal((day, 0, 4), (midnight.Day(0), midnight.FirstOn(day), midnight.FirstOn(day + 1)));
        Assert.Equal(SomePayments.First, Payments.DateOf(day));
    }

    [Fact]
    public void The_payments_of_some_cards_keep_their_order_and_numbers()
    {
        var ofB = Some.Of(customer => Some.Customers[customer] == "b");
        Assert.Equal([Some.At[1], Some.At[3]], ofB.At);
        Assert.Equal([true, false], ofB.Fraud);
        Assert.All(ofB.Customer, customer => Assert.Equal("b", ofB.Customers[customer]));
    }
}
