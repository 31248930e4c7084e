using Ninefold.Data;
using Ninefold.Data.Storage;
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

    private static bool[] InSlices(double amount, int hour)
    {
        var at = new DateTimeOffset(2024, 1, 1, hour, 0, 0, default);
        var one = new Case<Payment, FraudOutcome>(at, new("a", "t", amount), new(false, 0, "a", amount), at, "a");
        return [.. FraudData.Slices.Select(slice => slice.Contains(one))];
    }

    private Run NewRun(bool quick, string? from) =>
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
                Time = TimeProvider.System,
            },
            new Database(Path.Combine(folder, "ninefold.db")),
            new ArtifactStore(Path.Combine(folder, "artifacts"))
        );
}
