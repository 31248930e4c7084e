using CsCheck;
using Ninefold.Data.Storage;
using Ninefold.Text.Queries;
using Ninefold.Text.Tests.Collections;

namespace Ninefold.Text.Tests.Queries;

public sealed class SpellingModelTests
{
    private static readonly SpellingModel Model = new SpellingTrainer().Fit(
        [
            "the wing of a plane in the slipstream",
            "the king of a land, the king of the hill",
            "the wing of a plane is tested in the tunnel",
            "a plain in the land",
        ],
        new(Seed: 1)
    );

    [Theory]
    [InlineData("slipstraem", "slipstream")]
    [InlineData("Slipstrem, tunel", "slipstream, tunnel")]
    [InlineData("wing of a plame", "wing of a plane")]
    [InlineData("\"slipstrem\" tunel", "slipstream tunnel")]
    [InlineData("\"the tunel\" slipstrem", "\"the tunel\" slipstream")]
    [InlineData("the wing", "the wing")]
    [InlineData("xylophone 1o2 q", "xylophone 1o2 q")]
    [InlineData("", "")]
    public void What_was_meant_is_found(string typed, string meant) =>
        Assert.Equal(meant, Model.Correct(typed).Query.Text);

    [Fact]
    public void The_words_around_decide()
    {
        var model = new SpellingTrainer().Fit(["red wine", "red wine", "red wine", "blue vine"], new(Seed: 1));
        Assert.Equal("red wine", model.Correct("red xine").Query.Text);
        Assert.Equal("blue vine", model.Correct("blue xine").Query.Text);
    }

    [Fact]
    public void Changes_are_listed()
    {
        var correction = Model.Correct("the tunel of slipstream");
        Assert.Equal([new("tunel", "tunnel")], correction.Changes);
        Assert.Empty(Model.Correct("the tunnel").Changes);
    }

    [Fact]
    public void Any_text_can_be_corrected_and_what_is_right_stays() =>
        Gen.String.Sample(text =>
        {
            var corrected = Model.Correct(text).Query;
            Assert.Empty(Model.Correct(corrected).Changes);
        });

    [Fact]
    public void A_model_that_was_saved_corrects_the_same()
    {
        var again = PartSerializer.Read<SpellingModel>(PartSerializer.Write(Model));
        Assert.Equal("wing of a plane", again.Correct("wing of a plame").Query.Text);
        Assert.Equal(Model.Words, again.Words);
    }

    [Fact]
    public void A_word_that_was_seen_too_rarely_is_not_corrected_to()
    {
        var strict = new SpellingTrainer { LeastCount = 2 }.Fit(["wing wing tunnel"], new(Seed: 1));
        Assert.Equal(1, strict.Count);
        Assert.Equal("tunel wing", strict.Correct("tunel wimg").Query.Text);
    }

    /// <summary>Learned from the documents alone; each query has one letter dropped, added, changed or swapped.</summary>
    [Fact]
    public void A_slip_of_a_letter_in_a_query_is_put_right_in_85_of_100()
    {
        var collection = Cranfield.Read();
        var model = new SpellingTrainer().Fit(collection.Documents.SelectMany(d => d.Texts.Values), new(Seed: 1));
        var random = new Random(7);
        var (right, untouched) = (0, 0);
        foreach (var query in collection.Queries)
        {
            var meant = string.Join(' ', ParsedQuery.Parse(query.Text).Words);
            var typed = Slipped(meant, random);
            right += model.Correct(typed).Query.Text == meant ? 1 : 0;
            untouched += model.Correct(meant).Changes.Count == 0 ? 1 : 0;
        }
        TestContext.Current.SendDiagnosticMessage(
            $"{right} corrected, {untouched} left alone of {collection.Queries.Count}"
        );
        Assert.InRange(right / (double)collection.Queries.Count, .85, 1);
        Assert.InRange(untouched / (double)collection.Queries.Count, .9, 1);
    }

    /// <summary>In a word of at least four letters.</summary>
    private static string Slipped(string query, Random random)
    {
        var words = query.Split(' ');
        int[] long4 = [.. Enumerable.Range(0, words.Length).Where(i => words[i].Count(char.IsLetter) >= 4)];
        var place = long4[random.Next(long4.Length)];
        var (word, at) = (words[place], random.Next(words[place].Length - 1));
        var letter = (char)('a' + random.Next(26));
        words[place] = random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, letter.ToString()),
            2 => word.Remove(at, 1).Insert(at, letter.ToString()),
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
        return string.Join(' ', words);
    }
}
