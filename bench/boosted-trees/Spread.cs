namespace Ninefold.Bench.BoostedTrees;

/// <summary>The median with the lowest and the highest of several measurements.</summary>
internal sealed record Spread(double Median, double Low, double High)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }
}
