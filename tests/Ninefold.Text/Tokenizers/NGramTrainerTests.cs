using Ninefold.Data.Storage;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class NGramTrainerTests
{
    private static readonly string[] Texts = ["the wing of the plane", "a plane", "the wing"];

    [Fact]
    public void NGrams_of_words_and_of_characters_within_words()
    {
        Assert.Equal(["the", "wing", "!", "the wing", "wing !"], new NGrams(NGramKind.Words, 1, 2).Of("The wing!"));
        Assert.Equal(
            [" a", "a ", " a ", " b", "b ", " b ", " 🎉", "🎉 ", " 🎉 "],
            new NGrams(NGramKind.Characters, 2, 3).Of("a B🎉")
        );
        Assert.Empty(new NGrams(NGramKind.Words, 3, 4).Of("two words"));
    }

    /// <summary>Counts 2, 2, 1, 1 times ln(4 / 3) + 1, but ln(4 / 2) + 1 for "of", over the length of all.</summary>
    [Fact]
    public void Vectors_are_smoothed_tf_idf_of_length_1()
    {
        var model = new NGramTrainer(new(NGramKind.Words, 1, 1)).Fit(Texts, new(Seed: 1));
        var (columns, values) = model.Encode("the wing of the plane wing");
        var byTerm = columns.Zip(values).ToDictionary(c => model.Vocabulary[c.First], c => (double)c.Second);
        Assert.Equal(4, byTerm.Count);
        Assert.Equal(.610594, byTerm["the"], 6);
        Assert.Equal(.610594, byTerm["wing"], 6);
        Assert.Equal(.401429, byTerm["of"], 6);
        Assert.Equal(.305297, byTerm["plane"], 6);
    }

    [Fact]
    public void The_n_grams_of_most_texts_are_kept_and_others_are_passed_over()
    {
        var model = new NGramTrainer(new(), Columns: 2, Least: 2).Fit(Texts, new(Seed: 1));
        Assert.Equal(["plane", "the"], model.Vocabulary);
        Assert.Empty(model.Encode("unseen").Columns);
        Assert.Equal([1f], model.Encode("The").Values);
    }

    [Fact]
    public void A_saved_model_encodes_alike()
    {
        var model = new NGramTrainer(new(NGramKind.Characters, 2, 4)).Fit(Texts, new(Seed: 1));
        var again = PartSerializer.Read<NGramModel>(PartSerializer.Write(model));
        Assert.Equal(model.Encode("planes").Values, again.Encode("planes").Values);
        Assert.NotEmpty(again.Encode("planes").Columns);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.Contains(
            "Shortest at least 1, got 0, and Longest at least as much, got -1",
            Assert.Throws<ArgumentException>(() => new NGrams(NGramKind.Words, 0, -1)).Message
        );
        Assert.Contains(
            "Columns must be 1 or more, got 0; Least must be 1 or more, got 0",
            Assert.Throws<ArgumentException>(() => new NGramTrainer(new(), 0, 0)).Message
        );
    }
}
