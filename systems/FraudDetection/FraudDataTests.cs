using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Features.Views;
using Ninefold.Models.Runs;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

public sealed class FraudDataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_case_is_the_payment_with_what_is_known_a_week_later()
    {
        var payments = SomePayments.Of((0, "a", false), (3, "b", true)) with { Amount = [10f, 12.34f] };
        var one = Assert.Single(FraudData.Cases(payments, [1]));
        var at = new DateTimeOffset(2024, 1, 4, 12, 0, 0, default);
        Assert.Equal(new("b", "t", 12.34, at), one.Request);
        Assert.Equal(new(true, payments.Day(1), "b", 12.34), one.Outcome);
        Assert.Equal((at, at.AddDays(7), "b"), (one.At, one.KnownAt, one.Group));
    }

    [Fact]
    public void Slices_are_of_what_their_names_say()
    {
        Assert.Equal([true, false, false], InSlices(19.99, 12));
        Assert.Equal([false, false, false], InSlices(20, 6));
        Assert.Equal([false, true, true], InSlices(100, 22));
        Assert.Equal([false, false, true], InSlices(50, 5));
    }

    [Fact]
    public async Task A_folder_of_the_users_own_is_split_by_its_end()
    {
        var rows =
            from day in Enumerable.Range(0, 45)
            from card in Enumerable.Range(0, 20)
            let fraud = (day + card) % 20 == 0 ? 1 : 0
            select $"c{card},t{day % 3},{card + 1},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd}T12:00:00Z,{fraud}";
        await File.WriteAllLinesAsync(
            Path.Combine(folder, PaymentReader.FileName),
            rows.Prepend("customer,terminal,amount,timestamp,fraud"),
            TestContext.Current.CancellationToken
        );
        var data = await FraudData.Read(NewRun(quick: false, folder));
        var split = FraudData.Split(data);
        Assert.Equal(900, data.Info.Rows);
        Assert.Equal((140, 140), (split.Parts.Train.Count, split.Refit.Count));
        Assert.Equal(new DateOnly(2024, 1, 18), Payments.DateOf(data.Payments.Day(split.Refit[0])));
        Assert.Equal(new DateOnly(2024, 2, 1), Payments.DateOf(data.Payments.Day(split.Parts.Test[0])));
        Assert.Contains("test from 2024-02-01", split.Parts.Protocol);
        Assert.True(split.Parts.Rehearsal.Count > 0);
    }

    [Fact]
    public async Task Without_the_data_set_the_simulation_is_run_and_split_at_the_published_days()
    {
        var data = await FraudData.Read(NewRun(quick: true, null));
        Assert.Equal(("card-fraud-generated", true), (data.Info.Id, data.Info.Simulated));
        var split = FraudData.Split(data);
        Assert.Equal(FraudSplit.PublishedRefit.AddDays(14), Payments.DateOf(data.Payments.Day(split.Parts.Test[0])));
        // Quick takes a tenth of the cards: about 175,000 payments, 960 a day.
        Assert.InRange(data.Payments.Count, 150_000, 200_000);
        Assert.InRange(split.Parts.Train.Count, 5_700, 7_700);
    }

    [Fact]
    public async Task Once_six_weeks_were_lived_the_split_is_of_them_and_the_rehearsal_is_not_known_before()
    {
        await File.WriteAllLinesAsync(
            Path.Combine(folder, PaymentReader.FileName),
            [
                "customer,terminal,amount,timestamp,fraud",
                "old,t,5,2024-01-01T12:00:00Z,0",
                "old,t,5,2024-01-02T12:00:00Z,1",
            ],
            TestContext.Current.CancellationToken
        );
        var start = new DateTimeOffset(2026, 1, 1, 12, 0, 0, default);
        var lived =
            from day in Enumerable.Range(0, 52)
            from card in Enumerable.Range(0, 20)
            let paid = FraudData.Observed(
                FraudData.Cases(SomePayments.Of((0, $"c{card}", false)), [0])[0] with
                {
                    At = start.AddDays(day),
                    KnownAt = start.AddDays(day + 3),
                    Outcome = new((day + card) % 20 == 0, 0, $"c{card}", 10),
                },
                $"{day}-{card}"
            )
            from observation in paid
            select observation with
            {
                RequestId = $"{day}-{card}",
            };
        var run = NewRun(quick: false, folder, [.. lived.Where(o => o.At <= start.AddDays(51))]);
        var data = await FraudData.Collect(run);
        Assert.EndsWith("-and-lived", data.Info.Id);
        // Labels come after three days: what was paid in the last ones, and is not a fraud by then, is not known yet.
        Assert.Contains(data.Report, line => line.StartsWith("lived: 1,040 payments, of 980 it is known"));
        Assert.Contains("test from 2026-02-05", data.Split);
        Assert.Equal(140, data.Past.Train.Count);
        Assert.All(data.Past.Train.Concat(data.Test), one => Assert.Equal(2026, one.At.Year));
        Assert.All(data.Past.Train, one => Assert.EndsWith($"-{one.Request.Customer[1..]}", one.RequestId));
        var first = data.Rehearsal[0];
        var known = run.Store.Read(FraudFeatures.Customer, first.Request.Customer, start.AddDays(100));
        var before = lived.Count(o =>
            o.Kind == FraudFeatures.PaymentKind
            && o.Subject == first.Request.Customer
            && o.At >= start.AddDays(70)
            && !data.Rehearsal.Any(r => r.At == o.At && r.Request.Customer == o.Subject)
        );
        Assert.Equal(before, known[Aggregate.Count, Window.Sliding(TimeSpan.FromDays(30))]);
    }

    private static bool[] InSlices(double amount, int hour)
    {
        var at = new DateTimeOffset(2024, 1, 1, hour, 0, 0, default);
        var one = new Case<Payment, FraudOutcome>(at, new("a", "t", amount), new(false, 0, "a", amount), at, "a");
        return [.. FraudData.Slices.Select(slice => slice.Contains(one))];
    }

    private Run NewRun(bool quick, string? from, IReadOnlyList<Observation>? observations = null) =>
        new(
            new RunOptions(
                "run",
                Seed: 1,
                Threads: 1,
                quick,
                "code",
                new DataRequest(from, new Dictionary<string, string>(), Path.Combine(folder, "cache"), null),
                [],
                new SilentRunLog(),
                TestContext.Current.CancellationToken
            )
            {
                Observations = observations ?? [],
                Time = TimeProvider.System,
            },
            new Database(Path.Combine(folder, "ninefold.db")),
            new ArtifactStore(Path.Combine(folder, "artifacts"))
        );
}
