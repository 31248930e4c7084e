using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Systems.TextSearch.Data;

namespace Ninefold.Systems.TextSearch;

public sealed class TextSearchSystemTests(TrainedSearch search)
{
    private static readonly string[] Topic = OwnCollection.Words(4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_run_measures_both_flows_and_binds_floors_to_their_data()
    {
        Assert.Equal(["heuristic", "released"], search.Report.Evaluation.Flows.Select(f => f.Name));
        Assert.Equal(["retrieval", "synonyms", "blend", "ranker"], search.Report.Ladders.Select(l => l.Name));
        Assert.All(search.Report.Requirements.Where(r => r.Requirement.On is not null), r => Assert.Null(r.Met));
        Assert.True(search.Report.Evaluation.Flows[^1].Metrics["ndcg@10"].Value > .5);
    }

    [Fact]
    public async Task Results_come_with_titles_snippets_facets_and_when_asked_with_reasons()
    {
        var (page, call) = await search.SearchAsync(new($"{Topic[0]} {Topic[2]}"), o => o with { Explain = true });
        Assert.StartsWith("note-4-", page.Results[0].Id);
        Assert.StartsWith("Of ", page.Results[0].Title);
        Assert.Contains(page.Results[0].Snippets.Values, s => s.Marks.Count > 0);
        Assert.Contains(page.Results[0].Why, w => w.Contains($"'{Topic[0]}' in its"));
        Assert.Equal(page.Total, page.Facets["shelf"].Sum(f => f.Count));
        Assert.Null(page.Corrected);
        Assert.Equal(page.Results.Select(r => r.Score).OrderDescending(), page.Results.Select(r => r.Score));
        Assert.Contains(call.Trace, span => span.Name == "retrieval");
        Assert.Empty((await search.SearchAsync(new(Topic[0]))).Page.Results[0].Why);
    }

    [Fact]
    public async Task Served_and_replayed_answers_are_the_same()
    {
        foreach (var one in search.Data.Test.Take(10))
        {
            var (served, _) = await search.SearchAsync(one.Request);
            var replayed = await search.System.Predict(one.Request, search.Parts, search.Run.CallAt(one.At, seed: 1));
            Assert.Equal(served.Ranked, replayed.Ranked);
            Assert.Equal(served.Results.Select(r => r.Score), replayed.Results.Select(r => r.Score));
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var first = (await search.SearchAsync(new(Topic[0]))).Page;
        var second = (await search.SearchAsync(new(Topic[0], Page: 2))).Page;
        Assert.Equal(first.Ranked, second.Ranked);
        Assert.Equal(first.Ranked.Take(20), first.Results.Concat(second.Results).Select(r => r.Id));
        Assert.Equal(first.Ranked.Count, first.Ranked.Distinct().Count());
        Assert.Empty((await search.SearchAsync(new(Topic[0], Page: 100))).Page.Results);
    }

    [Fact]
    public async Task Of_typed_words_with_one_wrong_letter_at_least_85_in_100_are_corrected()
    {
        var random = new Random(5);
        var (right, all) = (0, 0);
        foreach (var one in search.Data.Test)
        {
            var words = one.Request.Query.Split(' ');
            var word = random.Next(words.Length);
            var at = random.Next(words[word].Length);
            var meant = words[word];
            words[word] = meant[..at] + (char)('a' + random.Next(26)) + meant[(at + 1)..];
            if (words[word] == meant)
                continue;
            var (page, _) = await search.SearchAsync(new(string.Join(' ', words)));
            all++;
            right += page.Corrected == one.Request.Query ? 1 : 0;
        }
        Assert.True(right >= .85 * all, $"{right} of {all}");
    }

    [Fact]
    public async Task A_correction_can_be_declined_and_is_not_made_in_another_language()
    {
        var wrong = Topic[0][..^1] + "q";
        Assert.Equal(Topic[0], (await search.SearchAsync(new(wrong))).Page.Corrected);
        var exact = (await search.SearchAsync(new(wrong, Exact: true))).Page;
        Assert.Equal((null, 0), (exact.Corrected, exact.Total));
        Assert.Contains(exact.Notes, n => n.Contains($"No document has '{wrong}'"));
        var german = (await search.SearchAsync(new(wrong, Language: "de"))).Page;
        Assert.Null(german.Corrected);
        Assert.Contains(german.Notes, n => n.Contains("'de'"));
    }

    [Fact]
    public async Task A_filter_keeps_what_has_its_value_and_one_of_an_unknown_field_says_which_there_are()
    {
        var (page, _) = await search.SearchAsync(
            new(Topic[0], new Dictionary<string, IReadOnlyList<string>> { ["shelf"] = ["odd"] })
        );
        Assert.NotEmpty(page.Results);
        Assert.All(page.Results, r => Assert.Equal(["odd"], r.Keywords["shelf"]));
        var (none, _) = await search.SearchAsync(
            new(Topic[0], new Dictionary<string, IReadOnlyList<string>> { ["colour"] = ["red"] })
        );
        Assert.Equal(["No document has the field 'colour' to filter by. There are: shelf."], none.Notes);
    }

    [Fact]
    public async Task A_phrase_that_no_document_has_is_searched_word_by_word()
    {
        var (page, _) = await search.SearchAsync(new($"\"{Topic[5]} {OwnCollection.Words(9)[1]} {Topic[3]}\""));
        Assert.NotEmpty(page.Results);
        Assert.Contains(page.Notes, n => n.Contains("searched apart"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("🦆🦆 🎣")]
    [InlineData("שלום עולם")]
    [InlineData("wing крыло 翼 جناح")]
    [InlineData("\"unbalanced")]
    [InlineData("the of and")]
    [InlineData("*** ~~ \"\"")]
    [InlineData("a* b~ (c) AND OR NOT ^5 [1 TO 2] {")]
    public async Task Whatever_is_typed_gets_results_or_one_clear_reason(string query)
    {
        Assert.Empty(search.System.Validate(new(query)));
        var (page, _) = await search.SearchAsync(new(query));
        if (page.Results.Count == 0)
            Assert.Single(page.Notes, n => n.EndsWith('.'));
    }

    [Fact]
    public async Task Ten_thousand_letters_are_answered_and_said_to_be_too_many_beyond_twenty_thousand()
    {
        foreach (var query in new[] { new string('x', 10_000), string.Join(' ', Enumerable.Repeat(Topic[0], 1_000)) })
        {
            Assert.Empty(search.System.Validate(new(query)));
            await search.SearchAsync(new(query));
        }
        Assert.Contains("20,000", Assert.Single(search.System.Validate(new(new string('x', 20_001)))));
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_request_is_said_at_once()
    {
        var filters = new Dictionary<string, IReadOnlyList<string>> { ["shelf"] = null! };
        Assert.Equal(5, search.System.Validate(new(" ", filters, 0, "tlh", Searcher: "")).Count());
        Assert.Single(search.System.Validate(new(null!)));
    }

    [Fact]
    public async Task What_the_owner_wrote_down_is_searched_for_as_well_and_the_page_says_so()
    {
        var (page, call) = await search.SearchAsync(new(OwnCollection.Jargon), o => o with { Explain = true });
        Assert.Contains(Topic[0], page.AlsoSearched);
        Assert.All(page.Results.Take(3), r => Assert.Contains(r.Snippets.Values, s => s.Marks.Count > 0));
        Assert.Contains(call.Trace, span => span.Name == "synonyms");
        var bm25 = (await search.SearchAsync(new(OwnCollection.Jargon, Rung: SearchRung.Bm25))).Page;
        Assert.Empty(bm25.AlsoSearched);
    }

    [Theory]
    [InlineData(BlendKind.ReciprocalRank)]
    [InlineData(BlendKind.WeightedSum)]
    public async Task Documents_that_mean_the_like_are_found_beside_the_words_and_filtered_alike(BlendKind kind)
    {
        var blended = search.Parts with { Blend = new("blend", "forced", new(kind, .3)) };
        var filters = new Dictionary<string, IReadOnlyList<string>> { ["shelf"] = ["odd"] };
        foreach (var query in new[] { new SearchQuery(Topic[0]), new(Topic[0], filters) })
        {
            var call = search.NewCall(o => o with { Explain = true });
            var page = await search.System.Predict(query, blended, call);
            Assert.Equal(["meaning", "retrieval", "blend"], Order(call, "meaning", "retrieval", "blend"));
            Assert.True(page.Ranked.Count > (await search.SearchAsync(query)).Page.Total);
            Assert.Equal(page.Ranked.Count, page.Ranked.Distinct().Count());
            Assert.Equal(page.Results.Select(r => r.Score).OrderDescending(), page.Results.Select(r => r.Score));
            if (query.Filters is not null)
                Assert.All(page.Results, r => Assert.Equal(["odd"], r.Keywords["shelf"]));
        }
        foreach (var broken in new[] { "meaning", "blend" })
        {
            var page = await search.System.Predict(
                new(Topic[0]),
                blended,
                search.NewCall(o => o with { Broken = broken })
            );
            Assert.Contains(page.Ranked, id => id.StartsWith("note-4-", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Order(Call call, params string[] stages) =>
        call.Trace.Select(span => span.Name).Where(stages.Contains);

    [Theory]
    [InlineData("synonyms", true)]
    [InlineData("spelling", true)]
    [InlineData("feedback", true)]
    [InlineData("features", true)]
    [InlineData("ranker", true)]
    [InlineData("snippets", true)]
    [InlineData("query", false)]
    [InlineData("retrieval", false)]
    public async Task A_stage_that_breaks_is_done_without_where_that_can_be(string stage, bool answers)
    {
        var searching = () => search.SearchAsync(new(Topic[0]), o => o with { Broken = stage });
        if (answers)
            Assert.Contains((await searching()).Page.Ranked, id => id.StartsWith("note-4-", StringComparison.Ordinal));
        else
            await Assert.ThrowsAsync<InvalidOperationException>(searching);
    }

    [Fact]
    public async Task Lower_rungs_can_be_asked_for()
    {
        var (found, call) = await search.SearchAsync(new(Topic[0], Rung: SearchRung.Bm25));
        var index = search.Parts.Corpus.Index(RetrievalPlan.Body(search.Parts.Corpus));
        Assert.Equal(index.Search(new(Topic[0])).Hits.Select(h => h.Id), found.Results.Select(r => r.Id));
        Assert.DoesNotContain(call.Trace, span => span.Name == "ranker");
        Assert.NotEmpty((await search.SearchAsync(new(Topic[0], Rung: SearchRung.Retrieval))).Page.Results);
    }

    [Fact]
    public async Task On_Cranfield_the_ladder_beats_BM25_over_five_folds_by_more_than_the_noise()
    {
        var data = Environment.GetEnvironmentVariable("NINEFOLD_DATA");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(data ?? "", Cranfield.Entry.Id)),
            "Cranfield is not at hand in $NINEFOLD_DATA."
        );
        using var home = new TemporaryHome();
        var workspace = TrainedSearch.Open(
            new()
            {
                Home = home.Path,
                LocalData = data,
                Threads = 2,
            }
        );
        var collected = await search.System.Collect(search.NewRun(workspace));
        Case<SearchQuery, Judgements>[] cases =
        [
            .. collected.Past.Train,
            .. collected.Past.Validation,
            .. collected.Test,
        ];
        Assert.Equal(225, cases.Length);
        var (bm25, released) = (new List<Judged<SearchPage, Judgements>>(), new List<Judged<SearchPage, Judgements>>());
        for (var fold = 0; fold < 5; fold++)
        {
            var run = search.NewRun(workspace);
            await search.System.Collect(run);
            var parts = search.System.Train(new([.. Of(cases, fold, 2, 3, 4)], [.. Of(cases, fold, 1)]), run);
            foreach (var one in Of(cases, fold, 0))
            {
                var heuristic = one.Request with { Rung = SearchRung.Bm25 };
                bm25.Add(
                    new(await search.System.Predict(heuristic, parts, run.CallAt(one.At, 1)), one.Outcome, one.Group)
                );
                released.Add(
                    new(await search.System.Predict(one.Request, parts, run.CallAt(one.At, 1)), one.Outcome, one.Group)
                );
            }
        }
        var (ndcg, map) = (SearchMetrics.Ranking[0], SearchMetrics.Ranking[1]);
        var gain = new Bootstrap(1).Compare(ndcg, bm25, released);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"map {map.Compute(bm25):0.0000} → {map.Compute(released):0.0000}, ndcg@10 {ndcg.Compute(bm25):0.0000} → {ndcg.Compute(released):0.0000} [{gain.Low:0.0000}, {gain.High:0.0000}]"
        );
        Assert.True(map.Compute(bm25) >= .41, $"{map.Compute(bm25)}");
        Assert.True(gain.Low > 0, $"{gain.Value} [{gain.Low}, {gain.High}]");
    }

    private static IEnumerable<Case<SearchQuery, Judgements>> Of(
        Case<SearchQuery, Judgements>[] cases,
        int fold,
        params int[] after
    ) => cases.Where((_, i) => after.Contains((i + fold) % 5));

    private sealed class TemporaryHome : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ninefold-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
