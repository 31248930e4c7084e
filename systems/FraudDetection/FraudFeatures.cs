using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Step 5: what is known of a payment's customer and terminal, and what models see of it.</summary>
internal static class FraudFeatures
{
    /// <summary>Somebody paid: subject is the customer, item the terminal, value the amount.</summary>
    public const string PaymentKind = "payment";

    /// <summary>It became known whether a payment was a fraud (1) or not (0), at the moment at which it became known.</summary>
    public const string LabelKind = "label";

    private static readonly Window Day = Window.Sliding(TimeSpan.FromDays(1));
    private static readonly Window Week = Window.Sliding(TimeSpan.FromDays(7));
    private static readonly Window Month = Window.Sliding(TimeSpan.FromDays(30));
    private static readonly IReadOnlyList<Window> Windows = [Day, Week, Month];

    // A label happens a week after its payment, and may itself come late.
    private static readonly TimeSpan Lateness = TimeSpan.FromDays(14);

    /// <summary>What a customer paid before.</summary>
    public static readonly FeatureView Customer = new("customer")
    {
        Kinds = [PaymentKind],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count, Aggregate.Mean, Aggregate.Max, Aggregate.StandardDeviation],
        Windows = Windows,
        Lateness = Lateness,
        Owner = "payments",
        Doc = "payments of the customer before this one: count, and mean, largest and spread of the amounts",
    };

    /// <summary>What was paid at a terminal before.</summary>
    public static readonly FeatureView Terminal = new("terminal")
    {
        Kinds = [PaymentKind],
        Entity = ViewEntity.Item,
        Aggregates = [Aggregate.Count, Aggregate.Mean],
        Windows = Windows,
        Lateness = Lateness,
        Owner = "payments",
        Doc = "payments at the terminal before this one: count, and mean of the amounts",
    };

    /// <summary>How many of a terminal's payments turned out to be frauds, counted when that was known, not when they were made.</summary>
    public static readonly FeatureView TerminalRisk = new("terminal_risk")
    {
        Kinds = [LabelKind],
        Entity = ViewEntity.Item,
        Aggregates = [Aggregate.Count, Aggregate.Mean, Aggregate.Sum],
        Windows = Windows,
        Lateness = Lateness,
        Owner = "fraud desk",
        Doc = "labels of the terminal's payments that became known: count, share and number of frauds",
    };

    /// <summary>How many of a customer's payments turned out to be frauds, counted when that was known.</summary>
    public static readonly FeatureView CustomerRisk = new("customer_risk")
    {
        Kinds = [LabelKind],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Mean, Aggregate.Sum],
        Windows = Windows,
        Lateness = Lateness,
        Owner = "fraud desk",
        Doc = "labels of the customer's payments that became known: share and number of frauds",
    };

    /// <summary>All views.</summary>
    public static readonly IReadOnlyList<FeatureView> Views = [Customer, Terminal, TerminalRisk, CustomerRisk];

    /// <summary>What models see of a payment.</summary>
    public static readonly FeatureSet<PaymentInContext> Payments = new("payment")
    {
        { "amount", p => p.Amount, null, "how much is paid" },
        {
            "weekend",
            p => p.At.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0,
            null,
            "1 on Saturday and Sunday"
        },
        { "night", p => p.At.Hour <= 6 ? 1 : 0, null, "1 until 7 in the morning, UTC" },
        { "hour", p => p.At.Hour + p.At.Minute / 60.0, null, "time of day in hours, UTC" },
        { Customer, p => p.Customer },
        { Terminal, p => p.Terminal },
        { TerminalRisk, p => p.TerminalRisk },
        { CustomerRisk, p => p.CustomerRisk },
        {
            "amount_to_mean_7d",
            p => Ratio(p.Amount, p.Customer[Aggregate.Mean, Week]),
            null,
            "amount by the customer's mean of a week"
        },
        {
            "amount_to_mean_30d",
            p => Ratio(p.Amount, p.Customer[Aggregate.Mean, Month]),
            null,
            "amount by the customer's mean of a month"
        },
        {
            "amount_to_max_30d",
            p => Ratio(p.Amount, p.Customer[Aggregate.Max, Month]),
            null,
            "amount by the customer's largest of a month"
        },
        {
            "amount_deviation_30d",
            p => Ratio(p.Amount - p.Customer[Aggregate.Mean, Month], p.Customer[Aggregate.StandardDeviation, Month]),
            null,
            "amount above the customer's mean of a month, in standard deviations"
        },
        {
            "mean_1d_to_30d",
            p => Ratio(p.Customer[Aggregate.Mean, Day], p.Customer[Aggregate.Mean, Month]),
            null,
            "the customer's mean of a day by that of a month"
        },
        {
            "max_7d_to_mean_30d",
            p => Ratio(p.Customer[Aggregate.Max, Week], p.Customer[Aggregate.Mean, Month]),
            null,
            "the customer's largest of a week by the mean of a month"
        },
        {
            "with_this_count_1d",
            p => p.CountWithThis(Day),
            null,
            "the customer's payments of a day, this one included"
        },
        {
            "with_this_count_7d",
            p => p.CountWithThis(Week),
            null,
            "the customer's payments of a week, this one included"
        },
        {
            "with_this_count_30d",
            p => p.CountWithThis(Month),
            null,
            "the customer's payments of a month, this one included"
        },
        { "with_this_mean_1d", p => p.MeanWithThis(Day), null, "their mean amount" },
        { "with_this_mean_7d", p => p.MeanWithThis(Week), null, "their mean amount" },
        { "with_this_mean_30d", p => p.MeanWithThis(Month), null, "their mean amount" },
        {
            "risk_1d",
            p => OrZero(p.TerminalRisk[Aggregate.Mean, Day]),
            null,
            "share of frauds among the terminal's labels of a day; 0 without any"
        },
        {
            "risk_7d",
            p => OrZero(p.TerminalRisk[Aggregate.Mean, Week]),
            null,
            "share of frauds among the terminal's labels of a week; 0 without any"
        },
        {
            "risk_30d",
            p => OrZero(p.TerminalRisk[Aggregate.Mean, Month]),
            null,
            "share of frauds among the terminal's labels of a month; 0 without any"
        },
    };

    /// <summary>The columns of the Fraud Detection Handbook's baseline (Le Borgne et al., 2022, chapter 3).</summary>
    public static readonly IReadOnlyList<string> Handbook =
    [
        "amount",
        "weekend",
        "night",
        "with_this_count_1d",
        "with_this_mean_1d",
        "with_this_count_7d",
        "with_this_mean_7d",
        "with_this_count_30d",
        "with_this_mean_30d",
        "terminal_risk.count_1d",
        "risk_1d",
        "terminal_risk.count_7d",
        "risk_7d",
        "terminal_risk.count_30d",
        "risk_30d",
    ];

    /// <summary>Reads what is known before a payment.</summary>
    public static async ValueTask<PaymentInContext> Read(Payment payment, Call call)
    {
        var read = await call.Read(
            (Customer, payment.Customer),
            (Terminal, payment.Terminal),
            (TerminalRisk, payment.Terminal),
            (CustomerRisk, payment.Customer)
        );
        return new(payment.Amount, payment.At ?? call.Now, read[0], read[1], read[2], read[3]);
    }

    private static double Ratio(double value, double by) => by > 0 ? value / by : double.NaN;

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
}

/// <summary>A payment with what was known before it.</summary>
/// <param name="Amount">How much is paid.</param>
/// <param name="At">When.</param>
/// <param name="Customer">The customer's payments before.</param>
/// <param name="Terminal">The terminal's payments before.</param>
/// <param name="TerminalRisk">The labels of the terminal's payments that were known.</param>
/// <param name="CustomerRisk">The labels of the customer's payments that were known.</param>
internal sealed record PaymentInContext(
    double Amount,
    DateTimeOffset At,
    FeatureValues Customer,
    FeatureValues Terminal,
    FeatureValues TerminalRisk,
    FeatureValues CustomerRisk
)
{
    /// <summary>How many payments the customer makes in a window that ends with this one.</summary>
    public double CountWithThis(Window window) => Customer[Aggregate.Count, window] + 1;

    /// <summary>Their mean amount.</summary>
    public double MeanWithThis(Window window) =>
        Customer[Aggregate.Count, window] is > 0 and var count
            ? (count * Customer[Aggregate.Mean, window] + Amount) / (count + 1)
            : Amount;
}
