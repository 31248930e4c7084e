namespace Ninefold.Data.Sampling;

/// <summary>
/// Draws from a discrete distribution in constant time: Vose, "A linear algorithm for generating random numbers with a given
/// distribution", IEEE Transactions on Software Engineering 1991. 12 bytes an outcome.
/// </summary>
public sealed class AliasTable
{
    private readonly double[] keep;
    private readonly int[] alias;

    /// <param name="weights">One an outcome, finite, at least 0, not all 0; they need not be 1 together.</param>
    /// <exception cref="ArgumentException">A weight is out of range, or all are 0.</exception>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total +=
                weight >= 0 && double.IsFinite(weight)
                    ? weight
                    : throw new ArgumentException(
                        $"A weight must be finite and at least 0, but is {weight}.",
                        nameof(weights)
                    );
        if (total == 0)
            throw new ArgumentException("At least one weight must be above 0.", nameof(weights));
        keep = new double[weights.Length];
        alias = new int[weights.Length];
        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (var i = 0; i < weights.Length; i++)
        {
            keep[i] = weights[i] / total * weights.Length;
            alias[i] = i;
            (keep[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            var (under, over) = (small.Pop(), large.Pop());
            alias[under] = over;
            keep[over] -= 1 - keep[under];
            (keep[over] < 1 ? small : large).Push(over);
        }
        // What is left should be 1 and is not by rounding; an outcome without weight is never left here alone.
        foreach (var rest in small.Concat(large))
            keep[rest] = 1;
    }

    /// <summary>How many outcomes there are.</summary>
    public int Count => keep.Length;

    /// <summary>Draws an outcome, 0 to <see cref="Count"/> − 1.</summary>
    public int Draw(Random random)
    {
        var position = random.NextDouble() * keep.Length;
        var slot = (int)position;
        return position - slot < keep[slot] ? slot : alias[slot];
    }
}
