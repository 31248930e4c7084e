using Ninefold.Data.Storage;
using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

public sealed class CorpusTests
{
    private static readonly Corpus Small = new(
        "en",
        [
            Document("a", ("name", "Wings"), ("notes", "wings lift where air flows over them")),
            Document("b", ("name", "Heat"), ("notes", "slabs that conduct heat"), ("by", "Smith")),
        ]
    );

    [Fact]
    public void The_title_goes_by_its_name_and_the_text_by_its_length_where_it_has_none()
    {
        Assert.Equal(("name", "notes"), (Small.Title, Small.Body));
        Assert.Equal(["by", "name", "notes"], Small.Texts);
        var plain = new Corpus("en", [Document("a", ("text", "short"), ("appendix", "much longer than the text"))]);
        Assert.Equal((null, "text"), (plain.Title, plain.Body));
    }

    [Fact]
    public void A_plan_searches_its_own_fields_only()
    {
        Assert.Empty(Small.Index(RetrievalPlan.Body(Small)).Search(new("smith")).Hits);
        Assert.Equal("b", Assert.Single(Small.Index(RetrievalPlan.All(Small)).Search(new("smith")).Hits).Id);
        Assert.Same(Small.Index(RetrievalPlan.All(Small)), Small.Index(RetrievalPlan.All(Small)));
    }

    [Fact]
    public void What_was_stored_answers_as_before()
    {
        var stored = PartSerializer.Read<Corpus>(PartSerializer.Write(Small));
        Assert.Equal(
            Small.Index(RetrievalPlan.All(Small)).Search(new("wing heat")).Hits.Select(h => (h.Id, h.Score)),
            stored.Index(RetrievalPlan.All(stored)).Search(new("wing heat")).Hits.Select(h => (h.Id, h.Score))
        );
    }

    [Fact]
    public void A_document_is_as_fresh_as_the_share_that_is_not_newer()
    {
        var dated = new Corpus(
            "en",
            [
                Document("a", ("text", "x")) with
                {
                    Numbers = Year(1999),
                },
                Document("b", ("text", "x")) with
                {
                    Numbers = Year(2020),
                },
                Document("c", ("text", "x")) with
                {
                    Numbers = Year(1999),
                },
                Document("d", ("text", "x")),
            ]
        );
        Assert.Equal([.75, 1, .75, 0], Enumerable.Range(0, 4).Select(dated.Freshness));
        Assert.Equal(0, Small.Freshness(0));
    }

    private static Dictionary<string, double> Year(int year) => new() { ["year"] = year };

    private static TextDocument Document(string id, params (string Field, string Text)[] texts) =>
        new(id) { Texts = texts.ToDictionary(t => t.Field, t => t.Text) };
}
