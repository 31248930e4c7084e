using Ninefold.Data;
using Ninefold.Data.Labelling;

namespace Ninefold.Systems.FraudDetection;

public sealed class LivedPaymentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, default);

    [Fact]
    public void A_payment_is_not_honest_before_its_week_is_over()
    {
        var lived = LivedPayments.Of([
            Paid(0, "a"),
            Labelled(2, "a", 1),
            Paid(0, "b"),
            Paid(1, "c"),
            Labelled(3, "c", 0),
            Paid(6, "d"),
            Paid(9, "e"),
        ]);
        Assert.Equal(
            [
                ("a", LabelState.Positive),
                ("b", LabelState.Negative),
                ("c", LabelState.Negative),
                ("d", LabelState.NotKnownYet),
                ("e", LabelState.NotKnownYet),
            ],
            lived.Joined.All.Select(one => (one.Scored.RequestId, one.State))
        );
        Assert.Equal(["a", "b", "c"], lived.Known.Select(one => one.Scored.RequestId));
    }

    [Fact]
    public void What_names_no_request_or_was_never_seen_is_told_and_not_learned_from()
    {
        var lived = LivedPayments.Of([
            Paid(0, "a"),
            Paid(0, "nobody") with
            {
                RequestId = null,
            },
            Labelled(1, "lost", 1),
            Paid(20, "late"),
        ]);
        Assert.Equal(["a"], lived.Known.Select(one => one.Scored.RequestId));
        Assert.Equal((1, 1), (lived.Unjoined, lived.Joined.Unmatched.Count));
        var report = lived.Report(FraudData.Slices).ToList();
        Assert.StartsWith("lived: 2 payments, of 1 it is known what they were, of 1 not yet", report[0]);
        Assert.Contains("1 are of payments that were never seen, 1 payments and labels name no request", report[0]);
        Assert.Contains("lived, all: 0 of 2 labelled", report);
        Assert.Empty(LivedPayments.Of([]).Report(FraudData.Slices));
    }

    [Fact]
    public void They_follow_the_payments_of_the_data_in_its_columns()
    {
        var past = SomePayments.Of((0, "a", false), (3, "b", true));
        var lived = LivedPayments.Of([
            Paid(0, "x") with
            {
                Subject = "b",
                Value = 12.5,
            },
            Labelled(1, "x", 1) with
            {
                Subject = "b",
            },
            Paid(50, "y"),
            Paid(60, "z"),
        ]);
        var all = lived.After(past);
        Assert.Equal(["a", "b", "b", "y"], all.Customer.Select(c => all.Customers[c]));
        Assert.Equal(["t", "t", "shop", "shop"], all.Terminal.Select(t => all.Terminals[t]));
        Assert.Equal([10f, 10f, 12.5f, 20f], all.Amount);
        Assert.Equal([false, true, true, false], all.Fraud);
        Assert.Equal(all.At.Order(), all.At);
        Assert.True(lived.SucceedTo(past));
    }

    [Theory]
    [InlineData(41, false)]
    [InlineData(42, true)]
    public void They_are_learned_from_once_they_fill_a_split(int days, bool enough)
    {
        var lived = LivedPayments.Of([Paid(0, "a"), Paid(days, "b"), Paid(days + 8, "c")]);
        Assert.Equal(enough, lived.SucceedTo(SomePayments.Of((0, "a", false))));
        Assert.False(lived.SucceedTo(SomePayments.Of((0, "a", false), (5 * 365, "b", false)))); // they are older
    }

    private static Observation Paid(int day, string request) =>
        new()
        {
            Id = $"{request}:paid",
            System = "fraud-detection",
            Kind = FraudFeatures.PaymentKind,
            At = Start.AddDays(day),
            RequestId = request,
            Subject = request,
            Item = "shop",
            Value = 20,
        };

    private static Observation Labelled(int day, string request, double value) =>
        Paid(day, request) with
        {
            Id = $"{request}:label",
            Kind = FraudFeatures.LabelKind,
            Value = value,
        };
}
