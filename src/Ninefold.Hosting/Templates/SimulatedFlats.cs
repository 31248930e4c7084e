using Ninefold.Data;

namespace Ninefold.Hosting.Templates;

/// <summary>Flats of a town that does not exist: every district has its rate, and every flat some luck.</summary>
internal static class SimulatedFlats
{
    private static readonly (string District, double Rate)[] Town =
    [
        ("harbour", 19),
        ("old-town", 16),
        ("hill", 13),
        ("station", 11),
        ("meadows", 9),
    ];

    /// <summary>In the order of time, one an hour; the same seed gives the same.</summary>
    public static List<Case<Flat, double>> Cases(int count, int seed)
    {
        var random = new Random(seed);
        var first = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var cases = new List<Case<Flat, double>>(count);
        for (var i = 0; i < count; i++)
        {
            var (district, rate) = Town[random.Next(Town.Length)];
            var flat = new Flat(district, Math.Round(25 + 100 * random.NextDouble()));
            var luck = 1 + .12 * (random.NextDouble() + random.NextDouble() - 1);
            var at = first.AddHours(i);
            cases.Add(new(at, flat, Math.Round(flat.SquareMetres * rate * luck), at, $"{i}"));
        }
        return cases;
    }
}
