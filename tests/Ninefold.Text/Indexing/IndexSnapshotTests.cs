using CsCheck;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Indexing;

/// <summary>Queries that nothing answers, and queries that are none.</summary>
public sealed class IndexSnapshotTests
{
    private static readonly TextIndex Index = SmallIndex.InMemory();

    [Theory]
    [InlineData("", "The query is empty.")]
    [InlineData(" \t ", "The query is empty.")]
    [InlineData("\"\"", "The query has no letters or digits.")]
    [InlineData("the of a", "The query has only words that nearly every text has: the of a.")]
    [InlineData("\"of the\"", "The query has only words that nearly every text has: of the.")]
    [InlineData("🎉 !!! …", "The query has no letters or digits.")]
    [InlineData("q", "No document has 'q'.")]
    [InlineData("כנף", "No document has 'כנף'.")]
    [InlineData("zebra крыло", "No document has 'zebra', 'крыло'.")]
    public void What_finds_nothing_says_why(string query, string reason)
    {
        var answer = Index.Search(
            new(query)
            {
                SnippetLength = 50,
                Explain = true,
                Facets = ["tag"],
            }
        );
        Assert.Empty(answer.Hits);
        Assert.Equal((0, reason), (answer.Total, answer.Reason));
    }

    [Fact]
    public void Filters_that_keep_nothing_are_named_as_the_reason()
    {
        var answer = Index.Search(new("wing") { Filters = [new KeywordFilter("kind", "book")] });
        Assert.Equal("No document that the filters keep has 'wing'.", answer.Reason);
        using var empty = TextIndex.InMemory(SmallIndex.Options);
        Assert.Equal("The index is empty.", empty.Search(new("wing")).Reason);
    }

    [Theory]
    [InlineData("wing כנף 翼", 2)]
    [InlineData("unbalanced \"wing", 2)]
    [InlineData("wing \uD83D", 2)]
    [InlineData("w\u0000ing wing", 2)]
    public void Odd_signs_do_not_hide_what_can_be_found(string query, int found) =>
        Assert.Equal(found, Index.Search(new(query)).Total);

    [Fact]
    public void Queries_of_ten_thousand_letters_are_answered()
    {
        Assert.Equal(
            "The query has only words that are too long to be searched.",
            Index.Search(new(new string('a', 10_000))).Reason
        );
        foreach (var sign in "*~")
            Assert.Empty(Index.Search(new(new string('a', 10_000) + sign)).Hits);
        var many = Index.Search(new("wing " + string.Join(' ', Enumerable.Range(0, 3_000).Select(i => $"x{i}"))));
        Assert.Equal("slipstream", many.Hits[0].Id);
        Assert.Equal("The query is long: its first 256 different words were searched.", many.Shortened);
        Assert.Single(
            Index
                .Search(new("\"" + string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"x{i}")) + "\" tunnel"))
                .Hits
        );
    }

    [Fact]
    public void Any_text_is_answered_or_says_why_not() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["wing flo\"*~2é“”🎉\t-+:()[]{}^/\\"], 0, 80])
            .Sample(text =>
            {
                foreach (var match in Enum.GetValues<Match>())
                {
                    var answer = Index.Search(
                        new(text)
                        {
                            Match = match,
                            SnippetLength = 30,
                            Explain = true,
                        }
                    );
                    Assert.Equal(answer.Hits.Count == 0, answer.Reason is not null);
                }
            });

    [Fact]
    public void Where_no_document_has_all_words_as_many_are_needed_as_one_has()
    {
        var answer = Index.Search(new("wing slipstream zebra") { Match = Match.All });
        Assert.Equal(["slipstream"], answer.Hits.Select(h => h.Id));
        Assert.Equal(
            (3, 2, false),
            (answer.Relaxation!.Asked, answer.Relaxation.Required, answer.Relaxation.PhrasesAsWords)
        );
        Assert.Equal(["zebra"], answer.Relaxation.Unknown);
        Assert.Equal(
            "No document has all 3 words: these have 2 of them. No document has 'zebra'.",
            answer.Relaxation.ToString()
        );
        Assert.Null(Index.Search(new("wing slipstream") { Match = Match.All }).Relaxation);
    }

    [Fact]
    public void Where_no_document_has_a_phrase_its_words_are_searched_apart()
    {
        var answer = Index.Search(new("\"conduction heat\"") { Match = Match.All });
        Assert.Equal(["heat"], answer.Hits.Select(h => h.Id));
        Assert.Equal(
            "No document has the words in quotes beside each other: they were searched apart.",
            answer.Relaxation!.ToString()
        );
    }

    [Fact]
    public void Optional_pieces_raise_scores_but_are_not_needed()
    {
        var query = new ParsedQuery(
            "wing",
            [new(ClauseKind.Word, "wing"), new(ClauseKind.Term, "superson") { IsOptional = true, Weight = 5 }]
        );
        var answer = Index.Search(new(query) { Match = Match.All });
        Assert.Equal(["flow", "slipstream"], answer.Hits.Select(h => h.Id));
        Assert.Null(answer.Relaxation);
    }

    [Fact]
    public void Alternatives_serve_as_well()
    {
        var query = new ParsedQuery(
            "gust",
            [new(ClauseKind.Word, "gust") { Alternatives = [new("wind tunnels"), new("slabs", .1)] }]
        );
        var answer = Index.Search(new(query) { Match = Match.All, Explain = true });
        Assert.Equal(["tunnel", "heat"], answer.Hits.Select(h => h.Id));
        Assert.Equal("slabs", answer.Hits[1].Contributions.Single().Words);
    }
}
