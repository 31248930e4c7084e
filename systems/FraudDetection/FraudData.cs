using System.Security.Cryptography;
using System.Text;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Step 4: reads the payments, splits them by days, and makes cases of the parts.</summary>
internal static class FraudData
{
    private const int CardsPerCardOfASample = 10;

    public static readonly IReadOnlyList<Slice<Case<Payment, FraudOutcome>>> Slices =
    [
        new("amounts under 20", c => c.Request.Amount < 20),
        new("amounts of 100 or more", c => c.Request.Amount >= 100),
        new("at night, 22:00 to 6:00 UTC", c => c.At.Hour is >= 22 or < 6),
    ];

    /// <summary>
    /// Reads, splits, and gives the views their past: all that was paid, but for the rehearsal, and what became known of it.
    /// Once enough was lived since, the parts of the split are of what was lived.
    /// </summary>
    public static async Task<Dataset<Payment, FraudOutcome>> Collect(Run run)
    {
        var data = await Read(run).ConfigureAwait(false);
        var lived = LivedPayments.Of(run.Observations);
        var report = run.Verify(data.Info, [data.Table]);
        var (all, split) = WithLived(data, lived, run) ?? (data, Split(data));
        var payments = all.Payments;
        var brought = split.Parts.Rehearsal.Where(row => row >= data.Payments.Count);
        var requests = brought.Select(row => lived.Known[row - data.Payments.Count].Scored.RequestId).ToHashSet();
        run.Fill(
            FraudFeatures.Views,
            Past(data.Payments, split.Parts.Rehearsal)
                .Concat(run.Observations.Where(o => o.RequestId is null || !requests.Contains(o.RequestId)))
        );
        run.Keep(FraudTraining.LatestWeek, Of(split.Refit));
        return new(
            all.Info,
            new(Of(split.Parts.Train), Of(split.Parts.Validation)),
            Of(split.Parts.Test),
            Of(split.Parts.Rehearsal),
            split.Parts.Protocol
        )
        {
            Report = [.. report, .. data.Report.Lines(), .. lived.Report(Slices)],
        };

        IReadOnlyList<Case<Payment, FraudOutcome>> Of(IReadOnlyList<int> rows) =>
            [
                .. rows.Select(row =>
                    ToCase(payments, row) with
                    {
                        RequestId =
                            row < data.Payments.Count ? null : lived.Known[row - data.Payments.Count].Scored.RequestId,
                    }
                ),
            ];
    }

    /// <summary>The data with what was lived since; null where that does not fill all parts of a split yet.</summary>
    private static (PaymentData, FraudSplit)? WithLived(PaymentData data, LivedPayments lived, Run run)
    {
        if (!lived.SucceedTo(data.Payments))
            return null;
        var all = WithLived(data, lived);
        try
        {
            return (all, Split(all));
        }
        catch (InvalidDatasetException e)
        {
            run.Log.Line($"What was lived is not learned from yet. {e.Message} {string.Join(' ', e.Details)}");
            return null;
        }
    }

    private static PaymentData WithLived(PaymentData data, LivedPayments lived)
    {
        var payments = lived.After(data.Payments);
        var content = $"{data.Info.Sha256} {string.Join(' ', lived.Known.Select(k => $"{k.Scored.Id} {k.State}"))}";
        return data with
        {
            Payments = payments,
            Info = data.Info with
            {
                Id = $"{data.Info.Id}-and-lived",
                Source = $"{data.Info.Source}, and what was lived since",
                Rows = payments.Count,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            },
        };
    }

    /// <summary>What the payments amount to, but for those that the rehearsal will bring, up to its end.</summary>
    private static IEnumerable<Observation> Past(Payments payments, IReadOnlyList<int> rehearsal)
    {
        var (brought, end) = (
            rehearsal.ToHashSet(),
            rehearsal is [.., var last] ? Math.Min(last, payments.Count) : payments.Count
        );
        for (var row = 0; row < end; row++)
            foreach (var observation in brought.Contains(row) ? [] : Observed(ToCase(payments, row)))
                yield return observation;
    }

    /// <summary>A payment as it is observed, and its label at the moment at which it becomes known.</summary>
    public static IEnumerable<Observation> Observed(Case<Payment, FraudOutcome> past, string? id = null)
    {
        var payment = past.Request;
        // Of the content, whatever else is in the data: pasts of several releases meet in one store.
        var key = id ?? $"{payment.Customer}@{past.At.ToUnixTimeMilliseconds()}:{payment.Terminal}:{payment.Amount:R}";
        yield return new()
        {
            Id = $"payment:{key}",
            System = "",
            Kind = FraudFeatures.PaymentKind,
            At = past.At,
            Subject = payment.Customer,
            Item = payment.Terminal,
            Value = payment.Amount,
        };
        yield return new()
        {
            Id = $"label:{key}",
            System = "",
            Kind = FraudFeatures.LabelKind,
            At = past.KnownAt,
            Subject = payment.Customer,
            Item = payment.Terminal,
            Value = past.Outcome.IsFraud ? 1 : 0,
        };
    }

    /// <summary>Reads the user's folder, else the data set, else what is simulated in its place.</summary>
    public static async Task<PaymentData> Read(Run run)
    {
        var data = await ReadWhole(run).ConfigureAwait(false);
        return run.Quick ? data with { Payments = data.Payments.Of(card => card % CardsPerCardOfASample == 0) } : data;
    }

    /// <summary>Splits at the published days where the data is the published simulation, else by the end.</summary>
    public static FraudSplit Split(PaymentData data)
    {
        var split =
            data.Info.Id == CardFraud.Entry.Id || data.Info.Id == PaymentSimulator.Id
                ? FraudSplit.Published(data.Payments)
                : FraudSplit.AtEnd(data.Payments);
        LeakageCheck.Verify(split.Parts, moments: data.Payments.At).ThrowIfFailed();
        return split;
    }

    /// <summary>Some of the payments as cases.</summary>
    public static IReadOnlyList<Case<Payment, FraudOutcome>> Cases(Payments payments, IReadOnlyList<int> rows) =>
        [.. rows.Select(row => ToCase(payments, row))];

    private static Case<Payment, FraudOutcome> ToCase(Payments payments, int row)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(payments.At[row]);
        var customer = payments.Customers[payments.Customer[row]];
        var amount = Math.Round((double)payments.Amount[row], 2); // a float has more digits than were written
        return new(
            at,
            new(customer, payments.Terminals[payments.Terminal[row]], amount, at),
            new(payments.Fraud[row], payments.Day(row), customer, amount),
            at.AddDays(FraudSplit.Week),
            customer
        );
    }

    private static async Task<PaymentData> ReadWhole(Run run)
    {
        if (run.Data.Folder is { } folder)
            return PaymentReader.ReadFolder(folder, run.Data.Columns, run.Cancellation);
        FetchedDataset fetched;
        try
        {
            fetched = await run.Fetch([CardFraud.Entry]).ConfigureAwait(false);
        }
        catch (InvalidDatasetException e)
        {
            run.Log.Line($"{e.Message} The same simulation is run here instead.");
            return new PaymentSimulator().Make(run.Cancellation);
        }
        return PaymentReader.Read(fetched, run.Cancellation);
    }
}
