namespace Ninefold.Data.Sampling;

/// <summary>
/// Texts that mean about the same as a text, for training: words are swapped, dropped or said twice, as in Wei and Zou,
/// "EDA: easy data augmentation techniques" (2019), without its thesaurus. Words are what white space separates, and are
/// joined by one space. The same seed gives the same text.
/// </summary>
public static class TextAugmentation
{
    /// <summary>Swaps pairs of words, a share of their number and at least one pair; a lone word stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="share">Of the words, 0 to 1; about 0.1 keeps the meaning.</param>
    /// <param name="seed">All randomness comes from it.</param>
    public static string SwapWords(string text, double share, int seed)
    {
        var (words, random, times) = Prepare(text, share, seed);
        for (var i = 0; i < times && words.Count > 1; i++)
        {
            var one = random.Next(words.Count);
            var other = (one + random.Next(1, words.Count)) % words.Count;
            (words[one], words[other]) = (words[other], words[one]);
        }
        return string.Join(' ', words);
    }

    /// <summary>Drops each word with a probability; at least one stays.</summary>
    /// <inheritdoc cref="SwapWords"/>
    public static string DropWords(string text, double share, int seed)
    {
        var (words, random, _) = Prepare(text, share, seed);
        List<string> kept = [.. words.Where(_ => random.NextDouble() >= share)];
        return kept.Count > 0 || words.Count == 0 ? string.Join(' ', kept) : words[random.Next(words.Count)];
    }

    /// <summary>Says words twice in a row, a share of their number and at least one.</summary>
    /// <inheritdoc cref="SwapWords"/>
    public static string DuplicateWords(string text, double share, int seed)
    {
        var (words, random, times) = Prepare(text, share, seed);
        for (var i = 0; i < times && words.Count > 0; i++)
        {
            var place = random.Next(words.Count);
            words.Insert(place, words[place]);
        }
        return string.Join(' ', words);
    }

    private static (List<string> Words, Random Random, int Times) Prepare(string text, double share, int seed)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of the words must be 0 to 1.");
        List<string> words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
        return (words, new Random(seed), share == 0 ? 0 : Math.Max(1, (int)Math.Round(share * words.Count)));
    }
}
