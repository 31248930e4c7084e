using Ninefold.Data;
using Ninefold.Models;

namespace Ninefold.Hosting.Templates;

/// <summary>A model: plain data that can be saved, loaded and asked.</summary>
/// <param name="Otherwise">Euros a square metre where the district is unknown.</param>
/// <param name="Rates">Euros a square metre by district.</param>
public sealed record RentTable(double Otherwise, Dictionary<string, double> Rates)
{
    /// <summary>The rent of a flat, in euros a month.</summary>
    public double For(Flat flat) => flat.SquareMetres * Rates.GetValueOrDefault(flat.District, Otherwise);
}

/// <summary>The heuristic: one rate for all.</summary>
public sealed record OneRate : ITrainer<IReadOnlyList<Case<Flat, double>>, RentTable>
{
    public string Name => "one-rate";

    public RentTable Fit(IReadOnlyList<Case<Flat, double>> data, TrainingContext context) => new(Rates.Mean(data), []);
}

/// <summary>A rate for each district.</summary>
public sealed record DistrictRates : ITrainer<IReadOnlyList<Case<Flat, double>>, RentTable>
{
    public string Name => "district-rates";

    public RentTable Fit(IReadOnlyList<Case<Flat, double>> data, TrainingContext context) =>
        new(
            Rates.Mean(data),
            data.GroupBy(c => c.Request.District).OrderBy(g => g.Key).ToDictionary(g => g.Key, Rates.Mean)
        );
}

internal static class Rates
{
    public static double Mean(IEnumerable<Case<Flat, double>> flats) =>
        flats.Average(c => c.Outcome / c.Request.SquareMetres);
}
