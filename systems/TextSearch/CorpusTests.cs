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

    private static TextDocument Document(string id, params (string Field, string Text)[] texts) =>
        new(id) { Texts = texts.ToDictionary(t => t.Field, t => t.Text) };
}
