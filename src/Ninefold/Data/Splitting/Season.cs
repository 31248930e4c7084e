using MathNet.Numerics;

namespace Ninefold.Data.Splitting;

/// <summary>What comes back.</summary>
public enum Cycle
{
    /// <summary>By the hour, UTC.</summary>
    Day,

    /// <summary>By the day, UTC.</summary>
    Week,

    /// <summary>By the month.</summary>
    Year,
}

/// <summary>That parts of a cycle differ.</summary>
/// <param name="Cycle">What comes back.</param>
/// <param name="PValue">How likely parts that do not differ look as different, by Kruskal and Wallis' test (1952).</param>
/// <param name="Share">The share of the ranks' variance that the part of the cycle explains, 0 to 1.</param>
/// <param name="Lowest">The part with the lowest mean: an hour from 0, a day from Monday = 0, a month from January = 0.</param>
/// <param name="Highest">The part with the highest mean.</param>
/// <param name="Low">The mean of the lowest part.</param>
/// <param name="High">The mean of the highest part.</param>
public sealed record Season(Cycle Cycle, double PValue, double Share, int Lowest, int Highest, double Low, double High)
{
    /// <summary>How many times a cycle must have passed before anything can be told of it.</summary>
    internal const int LeastCycles = 3;

    /// <summary>Looks for a season in the values of hours, days or months.</summary>
    /// <param name="cycle">What may come back.</param>
    /// <param name="values">The value of each part that is known: which cycle it is of, which part of it, and its value.</param>
    /// <returns>Null where fewer than three cycles passed, or a part was seen less than three times.</returns>
    internal static Season? Of(Cycle cycle, IReadOnlyList<(int Cycle, int Part, double Value)> values)
    {
        var parts = values.GroupBy(v => v.Part).ToList();
        if (
            values.Select(v => v.Cycle).Distinct().Count() < LeastCycles
            || parts.Count < 2
            || parts.Any(p => p.Count() < LeastCycles)
        )
            return null;
        // What is slower than the cycle is taken off: each cycle's mean, and within cycles the slope from one to the next.
        var means = values
            .GroupBy(v => v.Cycle)
            .OrderBy(g => g.Key)
            .ToDictionary(g => g.Key, g => g.Average(v => v.Value));
        var slope = Trend.Of([.. means.Values]).Slope / parts.Count;
        // Rounded, since what differs by the last bits is a tie.
        var scale = values.Max(v => Math.Abs(v.Value)) is > 0 and var largest ? largest : 1;
        var ranks = Ranks(
            [.. values.Select(v => Math.Round((v.Value - means[v.Cycle] - slope * v.Part) / scale, 12))],
            out var ties
        );
        double n = values.Count;
        var sums = values.Zip(ranks).GroupBy(v => v.First.Part, v => v.Second).Sum(g => g.Sum() * g.Sum() / g.Count());
        var correction = 1 - ties / (n * n * n - n);
        var h = correction > 0 ? (12 / (n * (n + 1)) * sums - 3 * (n + 1)) / correction : 0;
        var (low, high) = (parts.MinBy(Mean)!, parts.MaxBy(Mean)!);
        return new(
            cycle,
            SpecialFunctions.GammaUpperRegularized((parts.Count - 1) / 2.0, Math.Max(0, h) / 2),
            Math.Clamp(h / (n - 1), 0, 1),
            low.Key,
            high.Key,
            Mean(low),
            Mean(high)
        );
    }

    private static double Mean(IGrouping<int, (int Cycle, int Part, double Value)> part) => part.Average(v => v.Value);

    /// <summary>Ranks from 1, equal values sharing the mean of theirs.</summary>
    private static double[] Ranks(double[] values, out double ties)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        ties = 0;
        for (var from = 0; from < order.Length; )
        {
            var to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]])
                to++;
            foreach (var i in order[from..to])
                ranks[i] = (from + 1 + to) / 2.0;
            double tied = to - from;
            ties += tied * tied * tied - tied;
            from = to;
        }
        return ranks;
    }
}
