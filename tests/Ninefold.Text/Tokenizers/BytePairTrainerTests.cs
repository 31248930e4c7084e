using Ninefold.Data.Storage;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class BytePairTrainerTests
{
    /// <summary>The words of Sennrich and others' example: low 5, lower 2, newest 6, widest 3.</summary>
    private static readonly string[] Words =
    [
        .. Enumerable.Repeat("low", 5),
        .. Enumerable.Repeat("lower", 2),
        .. Enumerable.Repeat("newest", 6),
        .. Enumerable.Repeat("widest", 3),
    ];

    /// <summary>e s (9), es t (9), l o (7), lo w (7), then n e, ne w, new est (6 each).</summary>
    [Fact]
    public void The_most_frequent_pairs_are_joined_first()
    {
        var model = new BytePairTrainer { Tokens = 256 + 7 }.Fit(Words, new(Seed: 1));
        Assert.Equal(
            ["es", "est", "lo", "low", "ew", "new", "newest"],
            Enumerable.Range(256, 7).Select(t => model.Decode([t]))
        );
        var tokens = new List<int>();
        model.Encode("lowest", tokens);
        Assert.Equal(["low", "est"], tokens.Select(t => model.Decode([t])));
    }

    [Fact]
    public void Pieces_are_the_whole_text()
    {
        const string Text = "It's 42  wings,\n a wing: çé\u0301!";
        Assert.Equal(Text, string.Concat(BytePairModel.Pieces(Text)));
        Assert.Equal(["a", " wing", " 42", " !?"], BytePairModel.Pieces("a wing 42 !?"));
    }

    [Fact]
    public void Training_ends_where_nothing_is_left_to_join_and_a_model_can_be_saved()
    {
        var model = new BytePairTrainer { Tokens = 5000 }.Fit(Words, new(Seed: 1));
        Assert.InRange(model.Count, 257, 300);
        var again = PartSerializer.Read<BytePairModel>(PartSerializer.Write(model));
        Assert.Equal(model.Merges, again.Merges);
        Assert.Contains(
            "Tokens must be 256 or more, got 9",
            Assert.Throws<ArgumentException>(() => new BytePairTrainer { Tokens = 9 }.Fit([], new(1))).Message
        );
    }
}
