using CsCheck;
using Ninefold.Models;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class UnigramTrainerTests : TokenModelContract<UnigramModel>
{
    protected override ITrainer<IEnumerable<string>, UnigramModel> Trainer => new UnigramTrainer { Tokens = 290 };

    protected override string Returned(string text) => text;

    /// <summary>hug 10, pug 5, pun 12, bun 4, hugs 5, as in the lessons on this algorithm; all but characters is dropped at last.</summary>
    private static readonly string[] Words =
    [
        .. Enumerable.Repeat("hug", 10),
        .. Enumerable.Repeat("pug", 5),
        .. Enumerable.Repeat("pun", 12),
        .. Enumerable.Repeat("bun", 4),
        .. Enumerable.Repeat("hugs", 5),
    ];

    [Fact]
    public void The_pieces_that_are_left_are_those_the_likelihood_needs()
    {
        var model = new UnigramTrainer { Tokens = 256 + 10 }.Fit(Words, new(Seed: 1));
        Assert.Equal(10, model.Pieces.Count);
        Assert.Superset(new HashSet<string> { "h", "u", "g", "p", "n", "b", "s" }, model.Pieces.ToHashSet());
        Assert.Contains("pun", model.Pieces);
        Assert.Contains("hug", model.Pieces);
        Assert.Equal(1, model.Scores.Sum(Math.Exp), 6);
        Assert.Equal(
            7,
            new UnigramTrainer { Tokens = 256 }
                .Fit(Words, new(Seed: 1))
                .Pieces.Count
        );
    }

    [Fact]
    public void Any_text_comes_back()
    {
        var tokenizer = new Tokenizer(new UnigramTrainer { Tokens = 280 }.Fit(Words, new(Seed: 1)));
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["hugpns 🎉כ"], 0, 30])
            .Sample(text => Assert.Equal(tokenizer.Normalize(text), tokenizer.Decode(tokenizer.Encode(text))));
    }

    [Fact]
    public void Parameters_out_of_range_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new UnigramTrainer
            {
                Tokens = 9,
                Longest = 0,
                Kept = 1,
            }.Fit([], new(1))
        );
        Assert.Contains("Tokens must be 256 or more, got 9", error.Message);
        Assert.Contains("Longest must be 1 or more, got 0", error.Message);
        Assert.Contains("Kept must be below 1, got 1", error.Message);
    }
}
