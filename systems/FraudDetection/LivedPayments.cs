using Ninefold.Data;
using Ninefold.Data.Labelling;
using Ninefold.Metrics;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>
/// What was paid since the system answers, joined with the labels that came. A payment whose label can still come is left
/// out: it is not honest because nobody has complained yet.
/// </summary>
/// <param name="Joined">The payments with what is known of them, as of the latest observation.</param>
/// <param name="Unjoined">How many payments and labels name no request, so that they belong to nothing.</param>
internal sealed record LivedPayments(DelayedLabels Joined, int Unjoined)
{
    private static readonly LabelDelay Delay = new()
    {
        Scored = FraudFeatures.PaymentKind,
        Labels = new HashSet<string> { FraudFeatures.LabelKind },
        Wait = TimeSpan.FromDays(FraudSplit.Week),
        IsPositive = label => label.Value >= .5,
    };

    /// <summary>The payments whose label is known, oldest first.</summary>
    public IReadOnlyList<DelayedLabel> Known { get; } = [.. Joined.Known];

    /// <summary>Joins what was observed.</summary>
    public static LivedPayments Of(IReadOnlyList<Observation> observations)
    {
        var own = observations
            .Where(o => o.Kind is FraudFeatures.PaymentKind or FraudFeatures.LabelKind)
            .ToLookup(o => o is { RequestId: not null, Subject: not null, Item: not null });
        var asOf = observations.Select(o => o.At).DefaultIfEmpty().Max();
        return new(DelayedLabels.Join(own[true], Delay, asOf), own[false].Count());
    }

    /// <summary>Whether they may be learned from: they follow the payments of the data, and span the days of a split.</summary>
    public bool SucceedTo(Payments payments) =>
        Known is [var first, .., var last]
        && first.Scored.At.ToUnixTimeMilliseconds() >= payments.At[^1]
        && (last.Scored.At - first.Scored.At).TotalDays >= FraudSplit.DaysNeeded;

    /// <summary>Payments with the known ones of these after them, in the same order.</summary>
    public Payments After(Payments payments)
    {
        var (customers, terminals) = (new Vocabulary(payments.Customers.Ids), new Vocabulary(payments.Terminals.Ids));
        return new(
            customers,
            terminals,
            [.. payments.Customer, .. Known.Select(k => customers.Add(k.Scored.Subject!))],
            [.. payments.Terminal, .. Known.Select(k => terminals.Add(k.Scored.Item!))],
            [.. payments.Amount, .. Known.Select(k => (float)(k.Scored.Value ?? 0))],
            [.. payments.At, .. Known.Select(k => k.Scored.At.ToUnixTimeMilliseconds())],
            [.. payments.Fraud, .. Known.Select(k => k.State == LabelState.Positive)]
        );
    }

    /// <summary>What the data's report says of them; nothing where there are none.</summary>
    public IEnumerable<string> Report(IReadOnlyList<Slice<Case<Payment, FraudOutcome>>> slices)
    {
        if (Joined.All.Count + Joined.Unmatched.Count + Unjoined == 0)
            yield break;
        yield return $"lived: {Joined.All.Count:N0} payments, of {Known.Count:N0} it is known what they were, of "
            + $"{Joined.All.Count - Known.Count:N0} not yet; {Joined.Late:N0} labels came after the {Delay.Wait.Days} days one waits, "
            + $"{Joined.Replaced:N0} were replaced, {Joined.Unmatched.Count:N0} are of payments that were never seen, "
            + $"{Unjoined:N0} payments and labels name no request, customer or terminal";
        var audits = LabelAudit.Of(
            Joined.All,
            one => one.Label is null ? null : one.State == LabelState.Positive,
            _ => null,
            [.. slices.Select(s => new Slice<DelayedLabel>(s.Name, one => s.Contains(ToCase(one))))]
        );
        foreach (var audit in audits.Where(a => a.Count > 0))
            yield return $"lived, {audit.Slice}: {audit.Labelled:N0} of {audit.Count:N0} labelled"
                + (
                    audit.Positives is { } frauds
                        ? $", {frauds.Value:P1} frauds [{frauds.Low:P1}, {frauds.High:P1}]"
                        : ""
                );
    }

    private static Case<Payment, FraudOutcome> ToCase(DelayedLabel one)
    {
        var (at, amount) = (one.Scored.At, one.Scored.Value ?? 0);
        var payment = new Payment(one.Scored.Subject!, one.Scored.Item!, amount, at);
        var day = Payments.DayOf(at.ToUnixTimeMilliseconds());
        var outcome = new FraudOutcome(one.State == LabelState.Positive, day, payment.Customer, amount);
        return new(at, payment, outcome, one.KnownAt ?? at, payment.Customer);
    }
}
