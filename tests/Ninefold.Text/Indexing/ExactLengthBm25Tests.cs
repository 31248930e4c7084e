using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

public sealed class ExactLengthBm25Tests
{
    [Fact]
    public void Short_lengths_are_exact_and_long_ones_within_three_percent()
    {
        for (var length = 0; length <= 40; length++)
            Assert.Equal(length, ExactLengthBm25.Decode(ExactLengthBm25.CodeOf(length)));
        for (var length = 41; length < 500_000; length += 37)
            Assert.InRange(ExactLengthBm25.Decode(ExactLengthBm25.CodeOf(length)), length * .97, length * 1.03);
        Assert.Equal(255, ExactLengthBm25.CodeOf(int.MaxValue));
    }

    /// <summary>idf · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean)), with idf = ln(1 + (N − n + ½) / (n + ½)).</summary>
    [Fact]
    public void A_score_is_that_of_the_formula()
    {
        using var index = TextIndex.InMemory(
            new(new TextField("body")) { K1 = 1.5, B = .6 },
            Document("a", "red red green"),
            Document("b", "green blue blue blue blue"),
            Document("c", "red")
        );
        var hits = index.Search(new("red") { Count = 3 }).Hits;
        var idf = Math.Log(1 + ((3 - 2 + .5) / (2 + .5)));
        double Score(int frequency, int length) =>
            idf * frequency * 2.5 / (frequency + (1.5 * (1 - .6 + (.6 * length / 3))));
        Assert.Equal(["a", "c"], hits.Select(h => h.Id));
        Assert.Equal(Score(2, 3), hits[0].Score, 1e-5);
        Assert.Equal(Score(1, 1), hits[1].Score, 1e-5);
    }

    private static TextDocument Document(string id, string body) =>
        new(id) { Texts = new Dictionary<string, string> { ["body"] = body } };
}
