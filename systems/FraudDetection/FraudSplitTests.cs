using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

public sealed class FraudSplitTests
{
    [Fact]
    public async Task The_published_days_give_the_published_numbers()
    {
        var data = await PublishedPayments.GetAsync();
        var (payments, split) = (data.Payments, FraudData.Split(data));
        Assert.Equal((67_240, 598), Counts(split.Refit));
        Assert.Equal((58_264, 385), Counts(split.Parts.Test));
        Assert.Equal((58_505, 374), Counts(split.Parts.Validation));
        Assert.InRange(
            split.Parts.Rehearsal.Count,
            FraudSplit.MostOfRehearsal / 2,
            FraudSplit.MostOfRehearsal * 11 / 10
        );
        Assert.Equal(("2018-07-11", "2018-07-17"), Span(split.Parts.Train));
        Assert.Equal(("2018-07-25", "2018-07-31"), Span(split.Parts.Validation));
        Assert.Equal(("2018-07-25", "2018-07-31"), Span(split.Refit));
        Assert.Equal(("2018-08-08", "2018-08-14"), Span(split.Parts.Test));
        Assert.Equal("2018-08-15", Span(split.Parts.Rehearsal).First);

        (int, int) Counts(IReadOnlyList<int> rows) => (rows.Count, rows.Count(row => payments.Fraud[row]));
        (string First, string Last) Span(IReadOnlyList<int> rows) =>
            (
                $"{Payments.DateOf(payments.Day(rows[0])):yyyy-MM-dd}",
                $"{Payments.DateOf(payments.Day(rows[^1])):yyyy-MM-dd}"
            );
    }

    [Fact]
    public void A_card_is_missing_from_the_day_on_which_its_fraud_is_known()
    {
        // 42 days: learning 14..20, waiting 21..27, test 28..34, rehearsal 35..41.
        var payments = Everyday(
            (10, "before learning"),
            (14, "first day"),
            (20, "last day"),
            (21, "first day of waiting"),
            (24, "while waiting"),
            (29, "tested"),
            (2, "validation"),
            (16, "validation")
        );
        var split = FraudSplit.AtEnd(payments);
        Assert.Equal(Days(28, 34), DaysOf(split.Parts.Test, "before learning"));
        Assert.Equal(Days(28, 34), DaysOf(split.Parts.Test, "honest"));
        Assert.Empty(DaysOf(split.Parts.Test, "first day"));
        Assert.Empty(DaysOf(split.Parts.Test, "last day"));
        Assert.Equal([28], DaysOf(split.Parts.Test, "first day of waiting"));
        Assert.Equal(Days(28, 31), DaysOf(split.Parts.Test, "while waiting"));
        Assert.Equal(Days(28, 34), DaysOf(split.Parts.Test, "tested"));
        Assert.Equal([35, 36], DaysOf(split.Parts.Rehearsal, "tested"));
        Assert.Equal(Days(14, 20), DaysOf(split.Refit, "first day"));
        Assert.Equal(Days(14, 20), DaysOf(split.Parts.Validation, "first day"));
        Assert.Empty(DaysOf(split.Parts.Validation, "validation"));
        Assert.Equal(Days(0, 6), DaysOf(split.Parts.Train, "validation"));

        IEnumerable<int> DaysOf(IReadOnlyList<int> rows, string customer) =>
            rows.Where(row => payments.Customers[payments.Customer[row]] == customer)
                .Select(row => payments.Day(row) - Payments.DayOf(SomePayments.First));
    }

    [Fact]
    public void No_payment_is_judged_whose_cards_fraud_was_known_and_no_other_is_left_out() =>
        Gen.Int[0, 41]
            .Array[4, 12]
            .Sample(
                days =>
                {
                    var payments = Everyday([
                        .. days.Select((day, card) => (day, $"{card}")),
                        (2, "x"),
                        (16, "y"),
                        (30, "z"),
                    ]);
                    var split = FraudSplit.AtEnd(payments);
                    var (first, judged) = (payments.Day(0), split.Parts.Test.ToHashSet());
                    for (var row = 0; row < payments.Count; row++)
                    {
                        var (day, card) = (payments.Day(row) - first, payments.Customer[row]);
                        var known = Enumerable
                            .Range(0, payments.Count)
                            .Any(other =>
                                payments.Customer[other] == card
                                && payments.Fraud[other]
                                && payments.Day(other) - first >= 14
                                && payments.Day(other) - first < day - 7
                            );
                        Assert.Equal(day is >= 28 and <= 34 && !known, judged.Contains(row));
                    }
                    Assert.True(LeakageCheck.Verify(split.Parts, moments: payments.At).Passed);
                },
                iter: 50
            );

    [Fact]
    public void Too_few_days_and_parts_without_frauds_are_told()
    {
        var few = SomePayments.Of((0, "a", false), (40, "b", true));
        Assert.Contains("span at least 42 days", Refused(few).Message);
        Assert.Contains("but span 41, from 2024-01-01 to 2024-02-10", Refused(few).Message);
        Assert.Equal(
            [
                "The week of training must have frauds and honest payments, but has 0 frauds among 14.",
                "The week of test must have frauds and honest payments, but has 0 frauds among 7.",
            ],
            Refused(Everyday((16, "a"))).Details
        );
    }

    private static InvalidDatasetException Refused(Payments payments) =>
        Assert.Throws<InvalidDatasetException>(() => FraudSplit.AtEnd(payments));

    private static IEnumerable<int> Days(int first, int last) => Enumerable.Range(first, last - first + 1);

    /// <summary>42 days on which every card pays once, an honest one among them; some payments are fraud.</summary>
    private static Payments Everyday(params (int Day, string Customer)[] frauds) =>
        SomePayments.Of([
            .. from day in Days(0, 41)
            from customer in frauds.Select(f => f.Customer).Append("honest").Distinct()
            select (day, customer, frauds.Contains((day, customer))),
        ]);
}
