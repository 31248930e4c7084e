using Ninefold.Data;
using Ninefold.Text.Collections;

namespace Ninefold.Systems.TextSearch;

public sealed class SearchDataTests(TrainedSearch search) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_query_is_in_one_part_and_the_rehearsal_asks_the_test_queries_again()
    {
        var data = search.Data;
        string[][] parts =
        [
            [.. data.Past.Train.Select(c => c.Group)],
            [.. data.Past.Validation.Select(c => c.Group)],
            [.. data.Test.Select(c => c.Group)],
        ];
        Assert.Equal([32, 16, 32], parts.Select(p => p.Length));
        Assert.Equal(80, parts.SelectMany(p => p).Distinct().Count());
        Assert.Equal(parts[2].Order(), data.Rehearsal.Select(c => c.Group).Distinct().Order());
        Assert.Equal(data.Rehearsal.Select(c => c.At).Order(), data.Rehearsal.Select(c => c.At).Distinct());
    }

    [Fact]
    public void Grades_count_unless_every_judged_document_is_relevant()
    {
        var grades = new Dictionary<string, double>
        {
            ["a"] = 3,
            ["b"] = -1,
            ["c"] = 0,
        };
        var collection = new JudgedCollection(
            [],
            [new("1", "wing\nflow", grades), new("2", "heat", new Dictionary<string, double>())]
        );
        var graded = Assert.Single(SearchData.Cases(collection, allJudged: false));
        Assert.Equal(["a"], graded.Outcome.Documents);
        Assert.Equal([3], graded.Outcome.Grades);
        Assert.Equal(("wing flow", "1"), (graded.Request.Query, graded.Group));
        var judged = Assert.Single(SearchData.Cases(collection, allJudged: true));
        Assert.Equal([1, 1, 1], judged.Outcome.Grades);
    }

    [Fact]
    public void What_a_searcher_did_is_a_click_on_something_relevant()
    {
        var one = search.Data.Rehearsal[0];
        var click = Assert.Single(search.System.Outcomes(one));
        Assert.Equal(("click", one.Outcome.Documents[0], one.KnownAt), (click.Kind, click.Item, click.At));
        Assert.True(one.KnownAt > one.At);
    }

    [Fact]
    public async Task A_collection_that_cannot_be_used_is_refused_with_the_reason()
    {
        var missing = await Assert.ThrowsAsync<InvalidDatasetException>(() =>
            CollectAsync(Path.Combine(folder, "none"))
        );
        Assert.Contains("does not exist", missing.Message);
        var own = Directory.CreateDirectory(Path.Combine(folder, "own")).FullName;
        await File.WriteAllLinesAsync(
            Path.Combine(own, "documents.jsonl"),
            ["""{"id":"a","body":"wing"}"""],
            TestContext.Current.CancellationToken
        );
        var unjudged = await Assert.ThrowsAsync<InvalidDatasetException>(() => CollectAsync(own));
        Assert.Contains("queries", unjudged.Message);
    }

    private Task<Dataset<SearchQuery, Judgements>> CollectAsync(string from) =>
        search.System.Collect(
            search.NewRun(TrainedSearch.Open(new() { Home = Path.Combine(folder, "home"), DataFolder = from }))
        );
}
