using Ninefold.Models;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class CharacterTrainerTests : TokenModelContract<CharacterModel>
{
    protected override ITrainer<IEnumerable<string>, CharacterModel> Trainer => new CharacterTrainer();

    protected override string Returned(string text) => text;

    [Fact]
    public void Characters_of_two_units_are_one_token_and_rare_ones_are_unknown()
    {
        var model = new CharacterTrainer { Least = 2 }.Fit(["🎉a🎉b", "🎉 b"], new(Seed: 1));
        Assert.Equal(["[UNK]", "🎉", "b"], model.Vocabulary);
        Assert.Equal([1, 0, 0, 2], new Tokenizer(model).Encode("🎉a b"));
        Assert.Equal("🎉[UNK]b", model.Decode([1, 0, 2]));
    }
}
