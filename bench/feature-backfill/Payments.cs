using System.Globalization;
using System.IO.Compression;
using Ninefold.Data;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>
/// The payments of the data set card-fraud where <c>NINEFOLD_DATA</c> has it, else seeded synthetic ones of the same size, in
/// the order of time. Copies are by cards and at terminals of their own at the same moments.
/// </summary>
internal sealed class Payments
{
    public const int Customers = 5_000;
    public const int Terminals = 10_000;
    private const int Synthetic = 1_750_000;
    private const int Days = 183;
    private static readonly DateTimeOffset Start = new(2018, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string? folder = Path.Combine(
        Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "",
        "card-fraud"
    );
    private readonly int copies;
    private readonly string[] customers;
    private readonly string[] terminals;

    public Payments(int copies)
    {
        this.copies = copies;
        folder = Directory.Exists(folder) ? folder : null;
        customers = [.. Enumerable.Range(0, Customers * copies).Select(i => $"c{i}")];
        terminals = [.. Enumerable.Range(0, Terminals * copies).Select(i => $"t{i}")];
    }

    public string Source => folder is null ? "synthetic" : "card-fraud";

    public IEnumerable<Observation> All()
    {
        var number = 0;
        foreach (var (at, customer, terminal, amount) in folder is null ? Simulated(seed: 1) : Published())
            for (var copy = 0; copy < copies; copy++)
                yield return new()
                {
                    Id = $"p{number++}",
                    System = "bench",
                    Kind = "payment",
                    At = at,
                    Subject = customers[copy * Customers + customer],
                    Item = terminals[copy * Terminals + terminal],
                    Value = amount,
                };
    }

    private IEnumerable<(DateTimeOffset, int, int, double)> Published()
    {
        foreach (var path in Directory.GetFiles(folder!, "tx_*.csv.gz").Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (text.ReadLine() is { } line)
                if (
                    line.Split(',') is var cells
                    && int.TryParse(cells[2], CultureInfo.InvariantCulture, out var customer)
                )
                    yield return (
                        DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                        customer,
                        int.Parse(cells[3], CultureInfo.InvariantCulture),
                        double.Parse(cells[4], CultureInfo.InvariantCulture)
                    );
        }
    }

    private static IEnumerable<(DateTimeOffset, int, int, double)> Simulated(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Synthetic; i++)
            yield return (
                Start.AddMilliseconds(Math.Floor(Days * 86_400_000.0 * i / Synthetic)),
                random.Next(Customers),
                random.Next(Terminals),
                Math.Round(Math.Exp(3 + random.NextDouble() * 2), 2)
            );
    }
}
