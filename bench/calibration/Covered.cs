using Ninefold.Models.Calibration;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Calibration;

/// <summary>How often conformal sets hold the class, and how large they are.</summary>
/// <param name="Model">Whose probabilities they are of.</param>
/// <param name="Coverage">The mean over the splits.</param>
/// <param name="Lowest">That of the split with the least.</param>
/// <param name="Highest">That of the split with the most.</param>
/// <param name="Size">Classes a set.</param>
/// <param name="Single">The share of sets of one class.</param>
internal sealed record Covered(string Model, double Coverage, double Lowest, double Highest, double Size, double Single)
{
    /// <summary>Each split draws half of the rows to learn from, a quarter each to calibrate and to test.</summary>
    public static Covered Of(string name, LabelledRows rows, ITabularTrainer trainer, double wanted, int splits)
    {
        var (shares, sizes, single) = (new double[splits], new double[splits], new double[splits]);
        for (var split = 0; split < splits; split++)
        {
            int[] order = [.. Enumerable.Range(0, rows.Count)];
            new Random(split).Shuffle(order);
            var (half, quarter) = (rows.Count / 2, rows.Count / 4);
            var train = rows.Take([.. order[..half].Order()]);
            var model = (IClassModel)trainer.Fit(new(train, train), new(Seed: 1));
            var sets = ConformalSets.Of(model, rows.Take([.. order[half..(half + quarter)].Order()]), wanted);
            var test = order[(half + quarter)..];
            var found = test.Select(row => sets.Of(rows.Row(row))).ToList();
            shares[split] = test.Zip(found).Average(t => t.Second.Contains((int)rows.Labels[t.First]) ? 1.0 : 0);
            (sizes[split], single[split]) = (found.Average(s => s.Count), found.Average(s => s.Count == 1 ? 1.0 : 0));
        }
        return new(name, shares.Average(), shares.Min(), shares.Max(), sizes.Average(), single.Average());
    }

    /// <summary>A row of a table in Markdown.</summary>
    public override string ToString() =>
        $"| {Model} | {Coverage:0.0%} ({100 * Lowest:0.0} – {100 * Highest:0.0}) | {Size:0.00} | {Single:0%} |";
}
