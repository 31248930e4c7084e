namespace Ninefold.Bench.TextBm25;

/// <summary>Texts of words that occur by Zipf's law, and queries of words that are neither everywhere nor nowhere.</summary>
internal sealed class SyntheticTexts(int seed)
{
    private const int Vocabulary = 50_000;
    private const int Frequent = 50;

    private readonly Random random = new(seed);

    private static readonly double[] Cumulative = Sums();

    public string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{Word()}"));

    /// <summary>Two to four words, none of the most frequent.</summary>
    public string Query()
    {
        var words = new HashSet<int>();
        for (var count = random.Next(2, 5); words.Count < count; )
            if (Word() is >= Frequent and var word)
                words.Add(word);
        return string.Join(' ', words.Select(w => $"w{w}"));
    }

    private int Word()
    {
        var at = Array.BinarySearch(Cumulative, random.NextDouble() * Cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at, Vocabulary - 1);
    }

    private static double[] Sums()
    {
        var (sums, sum) = (new double[Vocabulary], 0.0);
        for (var i = 0; i < Vocabulary; i++)
            sums[i] = sum += 1.0 / (i + 1);
        return sums;
    }
}
