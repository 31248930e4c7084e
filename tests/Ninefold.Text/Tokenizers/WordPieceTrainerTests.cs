using CsCheck;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class WordPieceTrainerTests
{
    /// <summary>hug 10, pug 5, pun 12, bun 4, hugs 5: gs has 5 / (20 · 5), the largest; then hu 15 / (15 · 36); then hugs 5 / (15 · 5).</summary>
    [Fact]
    public void The_pair_that_is_frequent_beside_its_parts_is_joined_first()
    {
        string[] words =
        [
            .. Enumerable.Repeat("hug", 10),
            .. Enumerable.Repeat("pug", 5),
            .. Enumerable.Repeat("pun", 12),
            .. Enumerable.Repeat("bun", 4),
            .. Enumerable.Repeat("hugs", 5),
        ];
        var model = new WordPieceTrainer { Tokens = 11 }.Fit(words, new(Seed: 1));
        Assert.Equal(["[UNK]", "h", "##u", "##g", "p", "##n", "b", "##s", "##gs", "hu", "hugs"], model.Vocabulary);
        var tokenizer = new Tokenizer(model);
        Assert.Equal(["hugs", "hu", "##g"], tokenizer.Encode("hugs hug").Select(t => model.Vocabulary[t]));
        Assert.Equal(["b", "##u", "##gs", "[UNK]"], tokenizer.Encode("bugs bum").Select(t => model.Vocabulary[t]));
        Assert.Equal("bugs [UNK]", tokenizer.Decode(tokenizer.Encode("bugs bum")));
    }

    [Fact]
    public void Words_of_known_letters_come_back()
    {
        var model = new WordPieceTrainer { Tokens = 40 }.Fit(["abc abc cab bca cc ca aa bb ba ab ac"], new(Seed: 1));
        Gen.String[Gen.Char["abc"], 1, 8]
            .Array[1, 8]
            .Sample(words =>
                Assert.Equal(
                    string.Join(' ', words),
                    model.Decode(new Tokenizer(model).Encode(string.Join("  ", words)))
                )
            );
    }

    [Fact]
    public void A_sign_of_two_units_is_one_token()
    {
        var model = new WordPieceTrainer().Fit(["a 🎉🎉"], new(Seed: 1));
        Assert.Equal(["[UNK]", "a", "🎉"], model.Vocabulary);
        Assert.Equal([1, 2, 2], new Tokenizer(model).Encode("a🎉 🎉"));
    }
}
