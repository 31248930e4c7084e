using Ninefold.Data;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>Synthetic payments in the order of time, evenly over the days, of customers at terminals; seeded.</summary>
internal static class Payments
{
    public const int Customers = 5_000;
    public const int Terminals = 10_000;
    public const int Days = 183;
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Observation> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return new()
            {
                Id = $"p{i}",
                System = "bench",
                Kind = "payment",
                At = Start.AddMilliseconds(Math.Floor(Days * 86_400_000.0 * i / count)),
                Subject = $"c{random.Next(Customers)}",
                Item = $"t{random.Next(Terminals)}",
                Value = Math.Round(Math.Exp(3 + random.NextDouble() * 2), 2),
            };
    }
}
