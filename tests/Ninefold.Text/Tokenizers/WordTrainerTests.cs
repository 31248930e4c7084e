using Ninefold.Models;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class WordTrainerTests : TokenModelContract<WordModel>
{
    protected override ITrainer<IEnumerable<string>, WordModel> Trainer => new WordTrainer();

    protected override string Returned(string text) => text;

    [Fact]
    public void The_most_frequent_words_are_kept_and_others_are_unknown()
    {
        var model = new WordTrainer { Tokens = 3 }.Fit(["the wing, the plane", "the wing"], new(Seed: 1));
        Assert.Equal(["[UNK]", "the", "wing"], model.Vocabulary);
        Assert.Equal([1, 2, 0, 0], new Tokenizer(model).Encode("the wing, x"));
        Assert.Equal("the wing [UNK]", model.Decode([1, 2, 0]));
        Assert.Equal(
            ["[UNK]", "the", "wing"],
            new WordTrainer { Least = 2 }
                .Fit(["the wing, the plane", "wing"], new(Seed: 1))
                .Vocabulary
        );
    }

    [Fact]
    public void Parameters_out_of_range_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new WordTrainer { Tokens = 1, Least = 0 }.Fit([], new(1)));
        Assert.Contains("Tokens must be 2 or more, got 1; Least must be 1 or more, got 0", error.Message);
    }
}
