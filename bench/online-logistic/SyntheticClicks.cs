using Ninefold.Models.Online;

namespace Ninefold.Bench.OnlineLogistic;

/// <summary>Clicks on 30 categorical features of unlike sizes, whose categories follow Zipf's law; places are hashes.</summary>
internal static class SyntheticClicks
{
    public const int Features = 30;
    public const int Width = 1 << 18;

    public static SparseExamples Make(int count, int seed)
    {
        var random = new Random(seed);
        var sizes = Enumerable
            .Range(0, Features)
            .Select(f => (int)(10 * Math.Pow(10, 3.5 * f / (Features - 1))))
            .ToArray();
        var cumulative = sizes.Select(Zipf).ToArray();
        var effects = sizes
            .Select(size => Enumerable.Range(0, size).Select(_ => Normal(random) * .6).ToArray())
            .ToArray();
        var hashes = sizes
            .Select(
                (size, f) =>
                    Enumerable.Range(0, size).Select(c => SparseExamples.Place($"f{f}", $"{c}", Width)).ToArray()
            )
            .ToArray();
        var (places, values, labels) = (new int[count * Features], new float[count * Features], new float[count]);
        Array.Fill(values, 1);
        for (var example = 0; example < count; example++)
        {
            var logit = -1.5;
            for (var f = 0; f < Features; f++)
            {
                var at = Array.BinarySearch(cumulative[f], random.NextDouble() * cumulative[f][^1]);
                var category = at < 0 ? ~at : at;
                places[example * Features + f] = hashes[f][category];
                logit += effects[f][category] / 2;
            }
            labels[example] = random.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
        }
        return new(Width, [.. Enumerable.Range(0, count + 1).Select(e => e * Features)], places, values, labels);
    }

    private static double[] Zipf(int size)
    {
        var sums = new double[size];
        for (var c = 0; c < size; c++)
            sums[c] = (c == 0 ? 0 : sums[c - 1]) + 1 / Math.Pow(c + 1, 1.05);
        return sums;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
