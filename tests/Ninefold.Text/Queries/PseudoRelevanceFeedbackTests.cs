using Ninefold.Metrics;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;
using Ninefold.Text.Tests.Collections;
using Ninefold.Text.Tests.Indexing;

namespace Ninefold.Text.Tests.Queries;

public sealed class PseudoRelevanceFeedbackTests
{
    /// <summary>Two documents of three and one terms with equal scores would give p(red) = ½ · ⅔ + …: worked by hand.</summary>
    [Fact]
    public void Added_terms_are_weighted_by_their_probability_in_the_documents_found()
    {
        using var index = TextIndex.InMemory(
            new(new TextField("body")),
            new TextDocument("a") { Texts = new Dictionary<string, string> { ["body"] = "red green green blue" } }
        );
        // p(green) = ½, p(red) = p(blue) = ¼; the query's share is ½, so that all added weights sum to its one word's.
        var query = new PseudoRelevanceFeedback { QueryShare = .5 }.Expand("red", index);
        Assert.Equal([("red", 1.25), ("green", .5), ("blue", .25)], query.Clauses.Select(c => (c.Text, c.Weight)));
        Assert.Equal([false, true, true], query.Clauses.Select(c => c.IsOptional));
        var two = new PseudoRelevanceFeedback { QueryShare = .5, Terms = 1 }.Expand("red", index);
        Assert.Equal([("red", 1.0), ("green", 1.0)], two.Clauses.Select(c => (c.Text, c.Weight)));
    }

    [Fact]
    public void A_query_that_finds_nothing_stays()
    {
        using var index = SmallIndex.InMemory();
        ParsedQuery query = "zebra";
        Assert.Same(query, new PseudoRelevanceFeedback().Expand(query, index));
        Assert.Empty(new PseudoRelevanceFeedback().Expand("", index).Clauses);
        var error = Assert.Throws<ArgumentException>(() =>
            new PseudoRelevanceFeedback { Documents = 0, QueryShare = 2 }.Expand(query, index)
        );
        Assert.Contains("Documents must be 1 or more, got 0; QueryShare must be at most 1, got 2", error.Message);
    }

    [Fact]
    public void Feedback_finds_more_of_what_is_relevant()
    {
        var collection = Cranfield.Read();
        using var index = TextIndex.InMemory(
            new(new TextField("body")) { Language = "en", K1 = 1.6 },
            collection.Documents.Select(d => d with { Texts = d.Texts.Where(t => t.Key == "body").ToDictionary() })
        );
        var feedback = new PseudoRelevanceFeedback();
        double Map(Func<string, ParsedQuery> query) =>
            new AveragePrecisionAtK().Compute([
                .. collection.Queries.Select(q => new Judged<IReadOnlyList<string>, Relevance>(
                    [.. index.Search(new(query(q.Text)) { Count = 1000, Documents = false }).Hits.Select(h => h.Id)],
                    q.Judged,
                    q.Id
                )),
            ]);
        var (plain, expanded) = (Map(ParsedQuery.Parse), Map(text => feedback.Expand(text, index)));
        TestContext.Current.SendDiagnosticMessage($"MAP {plain:F4}, with feedback {expanded:F4}");
        Assert.True(expanded > plain + .01, $"MAP {plain:F4}, with feedback {expanded:F4}");
    }
}
