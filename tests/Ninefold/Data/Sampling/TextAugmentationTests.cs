using CsCheck;
using Ninefold.Data.Sampling;

namespace Ninefold.Tests.Data.Sampling;

public class TextAugmentationTests
{
    private static readonly Gen<(string[], double, int)> Texts = Gen.Select(
        Gen.Int[0, 99].Array[0, 30].Select(all => all.Select((n, i) => $"w{n}-{i}").ToArray()),
        Gen.Double[.01, 1],
        Gen.Int
    );

    [Fact]
    public void Swapping_keeps_every_word_and_moves_some() =>
        Texts.Sample(
            (words, share, seed) =>
            {
                var swapped = Words(TextAugmentation.SwapWords(string.Join("  ", words), share, seed));
                Assert.Equal(words.Order(), swapped.Order());
                var moved = words.Zip(swapped).Count(pair => pair.First != pair.Second);
                Assert.InRange(moved, 0, 2 * Math.Max(1, Math.Round(share * words.Length)));
                if (words.Length > 1 && Math.Round(share * words.Length) <= 1)
                    Assert.Equal(2, moved);
            }
        );

    [Fact]
    public void Dropping_keeps_the_order_and_at_least_one_word() =>
        Texts.Sample(
            (words, share, seed) =>
            {
                var kept = Words(TextAugmentation.DropWords(string.Join(' ', words), share, seed));
                Assert.Equal(words.Where(kept.Contains), kept);
                Assert.InRange(kept.Length, Math.Min(1, words.Length), words.Length);
            }
        );

    [Fact]
    public void About_the_asked_share_is_dropped()
    {
        var text = string.Join(' ', Enumerable.Range(0, 10_000));
        Assert.InRange(Words(TextAugmentation.DropWords(text, .1, 1)).Length, 8880, 9120);
    }

    [Fact]
    public void Doubled_words_stand_beside_themselves() =>
        Texts.Sample(
            (words, share, seed) =>
            {
                var doubled = Words(TextAugmentation.DuplicateWords(string.Join('\n', words), share, seed));
                Assert.Equal(words, doubled.Distinct());
                var added = words.Length == 0 ? 0 : Math.Max(1, Math.Round(share * words.Length));
                Assert.Equal(words.Length + added, doubled.Length);
                Assert.Equal(
                    doubled.Distinct().SelectMany(w => Enumerable.Repeat(w, doubled.Count(d => d == w))),
                    doubled
                );
            }
        );

    [Fact]
    public void The_seed_decides_and_a_share_of_0_changes_nothing()
    {
        const string Text = "the payment was not made by the owner of the card";
        foreach (
            var change in new Func<string, double, int, string>[]
            {
                TextAugmentation.SwapWords,
                TextAugmentation.DropWords,
                TextAugmentation.DuplicateWords,
            }
        )
        {
            Assert.Equal(Text, change(Text, 0, 1));
            Assert.Equal(change(Text, .3, 7), change(Text, .3, 7));
            Assert.True(Enumerable.Range(0, 9).Select(seed => change(Text, .3, seed)).Distinct().Count() > 3);
            Assert.Throws<ArgumentOutOfRangeException>(() => change(Text, 1.1, 1));
        }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
