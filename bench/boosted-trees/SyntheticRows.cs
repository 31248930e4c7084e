using Ninefold.Models.Tabular;

namespace Ninefold.Bench.BoostedTrees;

/// <summary>Rows whose labels follow thresholds, products and a sine of some columns, with noise; the rest say nothing.</summary>
internal static class SyntheticRows
{
    public const int Columns = 50;

    public static LabelledRows Make(int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[count * Columns], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var x = values.AsSpan(row * Columns, Columns);
            foreach (ref var value in x)
                value = random.NextSingle() * 2 - 1;
            var score = 2 * x[0] * x[1] + MathF.Sin(4 * x[2]) + (x[3] > .3f ? 1 : 0) - x[4] * x[5] * 2 + x[6];
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-1.5 * score)) ? 1 : 0;
        }
        var names = Enumerable.Range(0, Columns).Select(column => $"x{column}").ToList();
        return new(new(names, new bool[Columns]), values, labels, [.. Enumerable.Range(0, count)]);
    }
}
