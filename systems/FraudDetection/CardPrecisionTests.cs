using Ninefold.Metrics;

namespace Ninefold.Systems.FraudDetection;

public sealed class CardPrecisionTests
{
    [Fact]
    public void A_cards_riskiest_payment_counts_and_any_fraud_of_the_day()
    {
        // The best two cards of the day are a (a fraud, though not its riskiest payment) and b.
        Judged<Verdict, FraudOutcome>[] day =
        [
            Of(1, "a", .9, false),
            Of(1, "a", .1, true),
            Of(1, "b", .8, false),
            Of(1, "c", .7, true),
            Of(1, "b", .2, false),
        ];
        Assert.Equal(.5, new CardPrecision(2).Compute(day));
        Assert.Equal(2 / 3.0, new CardPrecision(3).Compute(day), 12);
        Assert.Equal(.02, new CardPrecision(100).Compute(day), 12); // as in the Handbook, also where fewer cards paid
    }

    [Fact]
    public void A_card_that_was_found_is_missing_on_later_days()
    {
        Judged<Verdict, FraudOutcome>[] days =
        [
            Of(2, "a", .9, true),
            Of(2, "b", .8, false),
            Of(1, "a", .9, true),
            Of(1, "c", .1, true),
            Of(2, "c", .1, true),
        ];
        // Day 1: a is found. Day 2: a is gone, b is looked at; the fraud of c is never seen.
        Assert.Equal(.5, new CardPrecision(1).Compute(days));
        // Two cards: a and c on day 1; on day 2 only b is left.
        Assert.Equal(.5, new CardPrecision(2).Compute(days));
    }

    [Fact]
    public void A_weight_of_two_is_a_second_card_alike()
    {
        Judged<Verdict, FraudOutcome>[] once = [Of(1, "a", .9, true), Of(1, "b", .8, false), Of(1, "c", .7, true)];
        Judged<Verdict, FraudOutcome>[] twice = [.. once, Of(1, "a again", .9, true)];
        foreach (var k in new[] { 1, 2, 3, 4 })
            Assert.Equal(new CardPrecision(k).Compute(twice), new CardPrecision(k).Prepare(once)([2, 1, 1]), 12);
        Assert.Equal(.5, new CardPrecision(2).Prepare(once)([0, 1, 1]));
    }

    [Fact]
    public void It_needs_answers_with_numbers()
    {
        Assert.Throws<MetricUndefinedException>(() => new CardPrecision(5).Compute([]));
        Assert.Throws<MetricUndefinedException>(() => new CardPrecision(5).Compute([Of(1, "a", double.NaN, true)]));
        Assert.Equal("card_precision@100", new CardPrecision(100).Name);
    }

    private static Judged<Verdict, FraudOutcome> Of(int day, string customer, double risk, bool fraud) =>
        new(new(PaymentAction.Allow, risk, []), new(fraud, day, customer, 10), customer);
}
