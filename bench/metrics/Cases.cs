namespace Ninefold.Bench.Metrics;

/// <summary>Random cases that are hard on metrics: few rows and many, ties, rare classes, weights.</summary>
internal sealed class Cases(int seed)
{
    private readonly Random random = new(seed);

    public IEnumerable<Case> Of(string family, int count) => Enumerable.Range(0, count).Select(_ => One(family));

    private Case One(string family)
    {
        var rows = random.Next(6, random.Next(2) == 0 ? 12 : 200);
        return family switch
        {
            "binary" => Binary(rows),
            "quantities" => Quantities(rows),
            "classes" => Classes(rows),
            "sets" => Sets(rows),
            "ranking" => Ranking(),
            "clusters" => Clusters(rows),
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
        };
    }

    private Case Binary(int rows)
    {
        var (rate, tied) = (random.NextDouble(), random.Next(2) == 0);
        double[] labels =
        [
            .. Each(
                rows,
                i =>
                    i < 2 ? i
                    : random.NextDouble() < rate ? 1.0
                    : 0
            ),
        ];
        double[] scores = [.. labels.Select(y => Math.Clamp(random.NextDouble() * .8 + .2 * y, 0, 1))];
        return new("binary")
        {
            Labels = labels,
            Outputs = tied ? [.. scores.Select(s => Math.Round(s, 1))] : scores,
            Weights = Weights(rows),
        };
    }

    private Case Quantities(int rows)
    {
        double[] labels = [.. Each(rows, _ => Math.Exp(2 * Normal()))];
        return new("quantities")
        {
            Labels = labels,
            Outputs = [.. labels.Select(y => y * Math.Exp(.5 * Normal()))],
            Weights = Weights(rows),
        };
    }

    private Case Classes(int rows)
    {
        var classes = random.Next(3, 7);
        int[] truths = [.. Each(rows, _ => Math.Min(random.Next(classes), random.Next(classes)))];
        double[][] scores =
        [
            .. truths.Select(t => Each(classes, c => random.NextDouble() + (c == t ? .4 : 0)).ToArray()),
        ];
        return new("classes")
        {
            Truths = truths,
            Answers = [.. scores.Select(s => Array.IndexOf(s, s.Max()))],
            Rows = scores,
            Weights = Weights(rows),
        };
    }

    private Case Sets(int rows)
    {
        var labels = random.Next(2, 7);
        double[] rates = [.. Each(labels, _ => random.NextDouble())];
        // Each label is there once: over one that is nowhere, the two average differently.
        double[][] truths = [.. Each(rows, i => rates.Select(r => i == 0 ? 1 : Bit(r)).ToArray())];
        return new("sets")
        {
            Others = truths,
            Rows = [.. truths.Select(t => t.Select(y => random.Next(4) == 0 ? 1 - y : y).ToArray())],
            Weights = Weights(rows),
        };
    }

    private Case Ranking()
    {
        var (queries, documents) = (random.Next(1, 6), random.Next(3, 30));
        return new("ranking")
        {
            Rows = [.. Each(queries, _ => Each(documents, _ => (double)random.Next(random.Next(1, 6))).ToArray())],
            Others = [.. Each(queries, _ => Each(documents, _ => random.NextDouble()).ToArray())],
        };
    }

    private Case Clusters(int rows)
    {
        var groups = random.Next(2, 6);
        int[] truths = [.. Each(rows, i => i < 4 ? i / 2 : random.Next(groups))];
        return new("clusters")
        {
            Truths = truths,
            Answers = [.. truths.Select(t => random.Next(3) == 0 ? random.Next(groups) : t)],
            Rows = [.. truths.Select(t => Each(3, d => Normal() + (d == t % 3 ? 3 : 0)).ToArray())],
        };
    }

    private double[] Weights(int rows)
    {
        var weighted = random.Next(2) == 0;
        return [.. Each(rows, _ => weighted ? .1 + 3 * random.NextDouble() : 1)];
    }

    private double Bit(double rate) => random.NextDouble() < rate ? 1 : 0;

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static IEnumerable<T> Each<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);
}
