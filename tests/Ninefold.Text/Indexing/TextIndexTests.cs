using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

public sealed class TextIndexTests
{
    private static readonly TextIndex Index = SmallIndex.InMemory();

    [Fact]
    public void A_document_comes_back_as_it_was()
    {
        var (was, document) = (SmallIndex.Documents[0], Index.Find("slipstream")!);
        Assert.Equal(was.Texts, document.Texts);
        Assert.Equal(was.Numbers, document.Numbers);
        Assert.Equal(["wing", "air"], document.Keywords["tag"]);
        Assert.Null(Index.Find("nobody"));
    }

    [Theory]
    [InlineData("wings", "slipstream flow")]
    [InlineData("\"composite slabs\"", "heat")]
    [InlineData("\"slabs composite\" tunnel", "tunnel")]
    [InlineData("aerodyn*", "heat flow")]
    [InlineData("aerodynamics*", "heat flow")]
    [InlineData("supresonic~", "flow")]
    [InlineData("SLIPSTREAM", "slipstream")]
    public void Queries_find_what_they_ask_for(string query, string ids) =>
        Assert.Equal(ids.Split(' ').Order(), Ids(new(query)).Order());

    [Fact]
    public void A_boosted_field_counts_more()
    {
        TextDocument[] documents =
        [
            SmallIndex.Document("a", "apple", "pear"),
            SmallIndex.Document("b", "pear", "apple"),
        ];
        foreach (var (title, first) in new[] { (2.0, "a"), (.5, "b") })
        {
            using var index = TextIndex.InMemory(
                SmallIndex.Options with
                {
                    Texts = [new("title", title), new("body")],
                },
                documents
            );
            Assert.Equal(first, index.Search(new("apple")).Hits[0].Id);
        }
    }

    [Fact]
    public void Filters_keep_what_has_one_of_the_values_and_lies_in_the_range()
    {
        Assert.Equal(["slipstream"], Ids(new("wing") { Filters = [new KeywordFilter("kind", "study", "report")] }));
        Assert.Equal(["flow"], Ids(new("wing") { Filters = [new RangeFilter("year", Least: 1960)] }));
        Assert.Equal(["slipstream"], Ids(new("wing") { Filters = [new RangeFilter("year", 1958, 1958)] }));
        Assert.Empty(
            Ids(new("wing") { Filters = [new KeywordFilter("kind", "study"), new RangeFilter("year", 1960)] })
        );
        Assert.Empty(Ids(new("wing") { Filters = [new KeywordFilter("kind")] }));
    }

    [Fact]
    public void Facets_count_all_that_was_found()
    {
        var answer = Index.Search(new("wing flow heat") { Facets = ["tag", "kind"], Count = 1 });
        Assert.Equal(4, answer.Total);
        Assert.Equal([new("air", 2), new("heat", 1), new("wing", 1)], answer.Facets["tag"]);
        Assert.Equal([new("study", 2), new("report", 1), new("survey", 1)], answer.Facets["kind"]);
        Assert.Equal([new("air", 2)], Index.Search(new("wing") { Facets = ["tag"], FacetValues = 1 }).Facets["tag"]);
    }

    [Fact]
    public void Pages_follow_each_other()
    {
        var all = Ids(new("wing flow heat"));
        Assert.Equal(all.Skip(1).Take(2), Ids(new("wing flow heat") { Skip = 1, Count = 2 }));
        Assert.Empty(Ids(new("wing flow heat") { Skip = 50 }));
    }

    [Fact]
    public void What_a_score_is_made_of_adds_up_to_it()
    {
        foreach (var hit in Index.Search(new("\"propeller slipstream\" wing aero* flwo~") { Explain = true }).Hits)
        {
            Assert.NotEmpty(hit.Contributions);
            Assert.Equal(hit.Score, hit.Contributions.Sum(c => c.Score), 1e-4);
        }
        var first = Index.Search(new("wing") { Explain = true }).Hits[0];
        Assert.Equal([("title", "wing"), ("body", "wing")], first.Contributions.Select(c => (c.Field, c.Words)));
    }

    [Fact]
    public void Fields_are_scored_apart_for_a_re_ranker()
    {
        var hit = Index.Search(new("wing slipstream") { Explain = true }).Hits[0];
        var scores = Index.FieldScores("wing slipstream", ["heat", hit.Id, "nobody"]);
        foreach (var (field, own) in scores)
            Assert.Equal(
                [0, hit.Contributions.Where(c => c.Field == field).Sum(c => c.Score), 0],
                own,
                (a, b) => Math.Abs(a - b) < 1e-4
            );
    }

    [Fact]
    public void Documents_found_elsewhere_are_described_in_the_order_given()
    {
        var found = Index.Search(new("wing slipstream") { Explain = true, SnippetLength = 40 }).Hits;
        var hits = Index.Describe("wing slipstream", ["heat", "nobody", found[0].Id], 40, explain: true);
        Assert.Equal(["heat", found[0].Id], hits.Select(h => h.Id));
        Assert.Equal((0, 0), (hits[0].Score, hits[0].Snippets.Count));
        Assert.Equal(found[0].Score, hits[1].Score, 1e-4);
        Assert.Equal(found[0].Contributions, hits[1].Contributions);
        Assert.Equal(found[0].Snippets["title"].Text, hits[1].Snippets["title"].Text);
        Assert.Throws<ArgumentException>(() => Index.Describe("wing", ["heat"], 5));
        Assert.Equal(0, Index.Describe("the", ["heat"])[0].Score);
    }

    [Fact]
    public void Hits_without_their_documents_are_the_same()
    {
        var hit = Index.Search(new("wing") { Documents = false }).Hits[0];
        Assert.Equal(Index.Search(new("wing")).Hits[0].Score, hit.Score);
        Assert.Equal(("slipstream", 0), (hit.Document.Id, hit.Document.Texts.Count));
    }

    [Fact]
    public void Snippets_mark_every_form_of_the_words()
    {
        var hit = Index.Search(new("aerodynamic* wings") { SnippetLength = 40 }).Hits.Single(h => h.Id == "flow");
        var snippet = hit.Snippets["body"];
        Assert.Equal(["aerodynamics"], snippet.Marks.Select(m => snippet.Text.Substring(m.Start, m.Length)));
        Assert.DoesNotContain("title", hit.Snippets.Keys);
    }

    [Fact]
    public void Wrong_requests_are_refused_with_all_that_is_wrong()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Index.Search(
                new("x")
                {
                    Facets = ["color"],
                    Filters = [new RangeFilter("kind")],
                    Count = -1,
                    SnippetLength = 3,
                }
            )
        );
        Assert.Contains("a keyword field must be one of [kind, tag], got color", error.Message);
        Assert.Contains("a number field must be one of [year], got kind", error.Message);
        Assert.Contains("Count must be 0 or more, got -1", error.Message);
        Assert.Contains("SnippetLength must be 0 or at least 20, got 3", error.Message);
    }

    [Fact]
    public void Wrong_options_and_documents_are_refused_with_all_that_is_wrong()
    {
        var options = Assert.Throws<ArgumentException>(() =>
            TextIndex.InMemory(new(new TextField("a"), new TextField("a", 0)) { B = 2, K1 = double.NaN })
        );
        Assert.Contains("field names must differ, got a more than once", options.Message);
        Assert.Contains("the boost of 'a' must be finite and above 0, got 0", options.Message);
        Assert.Contains("K1 must be 0 or more, got NaN", options.Message);
        var document = SmallIndex.Documents[0] with
        {
            Texts = new Dictionary<string, string> { ["abstract"] = "x" },
            Numbers = new Dictionary<string, double> { ["year"] = double.NaN },
        };
        var error = Assert.Throws<ArgumentException>(() => TextIndex.InMemory(SmallIndex.Options, document));
        Assert.Contains("its text fields must be among [title, body], got 'abstract'", error.Message);
        Assert.Contains("'year' must be finite, got NaN", error.Message);
    }

    private static string[] Ids(SearchRequest request) => [.. Index.Search(request).Hits.Select(h => h.Id)];
}
