using System.Diagnostics;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>How fast the views that serve take up observations, and are read.</summary>
internal static class Online
{
    public static double ObservationsPerSecond(FeatureView[] views, Observation[] payments)
    {
        var store = new FeatureStore();
        store.Fill(views, []);
        var clock = Stopwatch.StartNew();
        foreach (var payment in payments)
            store.Add(payment);
        return payments.Length / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Of reads of all the views' values for random entities at the end of the stream, on one thread.</summary>
    public static object Read(FeatureView[] views, Observation[] payments, int reads, int seed)
    {
        var store = new FeatureStore();
        store.Fill(views, payments);
        var (random, now) = (new Random(seed), payments[^1].At);
        var microseconds = new double[reads];
        for (var i = -reads / 10; i < reads; i++) // the first tenth compiles
        {
            var (customer, terminal) = ($"c{random.Next(Payments.Customers)}", $"t{random.Next(Payments.Terminals)}");
            var start = Stopwatch.GetTimestamp();
            foreach (var view in views)
                store.Read(view, view.Entity == ViewEntity.Subject ? customer : terminal, now);
            if (i >= 0)
                microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(microseconds);
        return new
        {
            columns = views.Sum(v => v.Columns.Count),
            views = views.Length,
            p50_microseconds = microseconds[reads / 2],
            p99_microseconds = microseconds[reads * 99 / 100],
        };
    }
}
