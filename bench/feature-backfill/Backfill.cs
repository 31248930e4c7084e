using Ninefold.Data.Observations;
using Ninefold.Features.Views;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>Fills in the values of views at every payment, in alternation with the same windows written by hand.</summary>
internal static class Backfill
{
    private const long Memory = 1_000_000_000;
    private const int Threads = 2;

    public static async Task<object> RunAsync(FeatureView[] views, int copies, int rounds, bool byHand)
    {
        var folder = Directory.CreateTempSubdirectory("ninefold-backfill").FullName;
        var (file, past) = (Path.Combine(folder, "payments.parquet"), new Payments(copies));
        await ObservationParquet.WriteAsync(file, past.All());
        var (both, measured, count) = (new double[rounds], new List<object>(), 0);
        foreach (var view in views)
        {
            var bySubject = view.Entity == ViewEntity.Subject;
            var rows = past.All().Select(p => new EntityMoment(bySubject ? p.Subject! : p.Item!, p.At)).ToArray();
            var (own, plain, largest) = (new List<Measured>(), new List<Measured>(), 0.0);
            var offline = new OfflineView(view)
            {
                MemoryLimit = Memory,
                Threads = Threads,
                Temporary = folder,
            };
            count = rows.Length;
            for (var round = 0; round < rounds; round++)
            {
                var values = Measured.Of(() => offline.Compute([file], rows), own);
                both[round] += own[^1].Seconds;
                Console.WriteLine($"{count} {view.Name}: {own[^1]}");
                if (!byHand)
                    continue;
                var column = bySubject ? "subject" : "item";
                var expected = Measured.Of(() => PlainQuery.Run(file, column, count, Memory, Threads, folder), plain);
                Console.WriteLine($"by hand: {plain[^1]}");
                for (var i = 0; i < values.Length; i++)
                    if (!values[i].Equals(expected[i]))
                        largest = Math.Max(largest, Math.Abs(values[i] - expected[i]));
            }
            measured.Add(
                byHand
                    ? new
                    {
                        view = view.Name,
                        ninefold = Measured.Summary(own),
                        by_hand = Measured.Summary(plain),
                        ninefold_over_by_hand = Spread.Of(own.Zip(plain, (o, p) => o.Seconds / p.Seconds)),
                        largest_difference = largest,
                    }
                    : new { view = view.Name, ninefold = Measured.Summary(own) }
            );
        }
        Directory.Delete(folder, recursive: true);
        return new
        {
            past.Source,
            payments = count,
            memory_limit_megabytes = Memory / 1_000_000,
            threads = Threads,
            rounds,
            seconds_of_both_views = Spread.Of(both),
            views = measured,
        };
    }
}
