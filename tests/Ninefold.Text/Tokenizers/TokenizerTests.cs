using CsCheck;
using Ninefold.Text.Tokenizers;
using Ninefold.Text.Unicode;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class TokenizerTests
{
    private static readonly BytePairModel Model = new BytePairTrainer { Tokens = 300 }.Fit(
        ["the quick wing of the quick plane, the wing"],
        new(Seed: 1)
    );

    [Fact]
    public void Decoding_gives_back_the_normalised_text() =>
        Gen.Select(
                Gen.OneOf(Gen.String, Gen.String[Gen.Char["thewing e\u0301🎉כ "], 0, 40]),
                Gen.Enum<NormalForm>(),
                Gen.Bool
            )
            .Sample(
                (text, form, lower) =>
                {
                    var tokenizer = new Tokenizer(Model, form, lower);
                    Assert.Equal(tokenizer.Normalize(text), tokenizer.Decode(tokenizer.Encode(text)));
                }
            );

    [Fact]
    public void Special_tokens_stand_for_themselves()
    {
        var tokenizer = new Tokenizer(Model, NormalForm.C, true, "[CLS]", "[CLS]2");
        Assert.Equal(Model.Count + 2, tokenizer.Count);
        var tokens = tokenizer.Encode("[CLS]The [CLS]2wing[cls]");
        Assert.Equal((Model.Count, Model.Count + 1), (tokens[0], tokenizer.IdOf("[CLS]2")));
        Assert.Single(tokens, tokenizer.IdOf("[CLS]2"));
        Assert.Equal("[CLS]the [CLS]2wing[cls]", tokenizer.Decode(tokens));
        Assert.Equal("the wing[cls]", tokenizer.Decode(tokens, withSpecial: false));
    }

    [Fact]
    public void Wrong_tokens_are_refused()
    {
        var tokenizer = new Tokenizer(Model, SpecialTokens: "[CLS]");
        Assert.Contains(
            "must be from 0 to",
            Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([tokenizer.Count])).Message
        );
        Assert.Contains(
            "must be one of [[CLS]], got 'x'",
            Assert.Throws<ArgumentException>(() => tokenizer.IdOf("x")).Message
        );
        Assert.Throws<ArgumentException>(() => new Tokenizer(Model, NormalForm.C, false, "a", "a"));
    }
}
