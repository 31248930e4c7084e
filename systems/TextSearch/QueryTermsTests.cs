using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

public sealed class QueryTermsTests
{
    private static readonly Corpus Small = new(
        "neutral",
        [
            Document("together", "x the heat transfer of a wing"),
            Document("apart", "heat x x x x x x x transfer"),
            Document("one", "wing wing"),
            Document("none", "x"),
        ]
    );

    [Fact]
    public void Terms_that_stand_together_in_the_order_of_the_query_are_dense_and_pairs()
    {
        var query = Terms("heat", "transfer");
        var (together, apart) = (query.Match(0), query.Match(1));
        Assert.Equal((1, 1, 2 / 2.0, 1), (together.Weight, together.Share, together.Density, together.Pairs));
        Assert.Equal((1, 1, 2 / 9.0, 0), (apart.Weight, apart.Share, apart.Density, apart.Pairs));
        Assert.Equal(0, Terms("transfer", "heat").Match(0).Pairs);
    }

    [Fact]
    public void Rare_terms_weigh_more_than_frequent_ones()
    {
        var query = Terms("x", "wing"); // in three and two of four documents
        var (x, wing) = (Math.Log(1 + (4 / 3.0)), Math.Log(1 + (4 / 2.0)));
        Assert.Equal(wing / (x + wing), query.Match(2).Weight, 12);
        Assert.Equal(x / (x + wing), query.Match(3).Weight, 12);
        Assert.Equal((.5, 0.0, 2), (query.Match(2).Share, query.Match(2).Density, query.Match(2).Length));
        Assert.Equal((x + wing) / 2, query.MeanWeight, 12);
    }

    [Fact]
    public void Terms_that_no_document_has_count_nothing()
    {
        Assert.Equal((1, 1.0), (Terms("heat", "nowhere").Count, Terms("heat", "nowhere").Match(0).Share));
        var nothing = Terms("nowhere");
        Assert.Equal((0, 0.0), (nothing.Count, nothing.MeanWeight));
        Assert.Equal(new TermMatch(0, 0, 0, 0, 6), nothing.Match(0) with { Length = 6 });
    }

    private static QueryTerms Terms(params string[] terms) => new(Small, string.Join(' ', terms), terms);

    private static TextDocument Document(string id, string text) =>
        new(id) { Texts = new Dictionary<string, string> { ["body"] = text } };
}
