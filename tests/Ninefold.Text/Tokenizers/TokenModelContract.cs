using CsCheck;
using Ninefold.Data.Storage;
using Ninefold.Models;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

/// <summary>What every trainer of tokens and its models must do.</summary>
public abstract class TokenModelContract<TModel>
    where TModel : ITokenModel
{
    /// <summary>A trainer that makes a small vocabulary.</summary>
    protected abstract ITrainer<IEnumerable<string>, TModel> Trainer { get; }

    /// <summary>What decoding gives back for a text of nothing but what training saw.</summary>
    protected abstract string Returned(string text);

    private static readonly string[] Texts = ["the quick wing of the quick plane, the wing", "a plane 🎉 42 wings"];

    private TModel Model => Trainer.Fit(Texts, new(Seed: 1));

    [Fact]
    public void Known_text_comes_back()
    {
        var tokenizer = new Tokenizer(Model);
        string[] known = ["the", "quick", "wing", "of", "plane", "wings", "a", "42", "🎉"];
        Gen.Int[0, known.Length - 1]
            .Array[1, 8]
            .Sample(words =>
            {
                var text = string.Join(' ', words.Select(w => known[w]));
                Assert.Equal(Returned(text), tokenizer.Decode(tokenizer.Encode(text)));
            });
    }

    [Fact]
    public void Every_text_has_tokens_of_the_model()
    {
        var tokenizer = new Tokenizer(Model);
        Gen.String.Sample(text =>
            Assert.All(tokenizer.Encode(text), token => Assert.InRange(token, 0, tokenizer.Count - 1))
        );
    }

    [Fact]
    public void A_saved_model_cuts_alike_and_training_again_gives_the_same_bytes()
    {
        var saved = PartSerializer.Write(Model);
        Assert.Equal(saved, PartSerializer.Write(Trainer.Fit(Texts, new(Seed: 9, Threads: 2))));
        var again = PartSerializer.Read<TModel>(saved);
        Assert.Equal(new Tokenizer(Model).Encode(Texts[0]), new Tokenizer(again).Encode(Texts[0]));
    }

    [Fact]
    public void Tokens_that_are_not_there_are_refused()
    {
        var model = Model;
        foreach (var token in new[] { -1, model.Count })
            Assert.Contains(
                $"must be from 0 to {model.Count - 1}, got {token}",
                Assert.Throws<ArgumentOutOfRangeException>(() => model.Decode([token])).Message
            );
    }

    [Fact]
    public void Nothing_to_learn_from_gives_a_model_and_cancellation_is_obeyed()
    {
        Assert.Equal("", new Tokenizer(Trainer.Fit([], new(Seed: 1))).Decode([]));
        Assert.Throws<OperationCanceledException>(() => Trainer.Fit(Texts, new(1, Cancellation: new(canceled: true))));
    }
}
