using System.Text.Json;
using Ninefold.Data;

namespace Ninefold.Systems.TextSearch;

public sealed class SearchClicksTests
{
    private static readonly double[] Looked = [1, .5, .25, .12];
    private static readonly HashSet<string> Documents = ["right", "fair", "poor", "bad"];
    private static readonly HashSet<string> None = [];

    /// <summary>Lists in random order: "right" attracts nine of ten who look, the others nearly nobody.</summary>
    private static List<Observation> Clicks(int lists, Func<Random, string[]> order, string query = "a  Query")
    {
        var (random, clicks) = (new Random(7), new List<Observation>());
        for (var list = 0; list < lists; list++)
        {
            var shown = order(random);
            for (var place = 0; place < shown.Length; place++)
                if (random.NextDouble() < Looked[place] * (shown[place] == "right" ? .9 : .1))
                    clicks.Add(Click($"r{list}", shown[place], list, SearchClicks.Told(query, shown)));
        }
        return clicks;
    }

    private static Observation Click(string request, string item, int minute, JsonElement? data) =>
        new()
        {
            Id = $"{request}:{item}",
            System = "text-search",
            Kind = "click",
            At = DateTimeOffset.UnixEpoch.AddMinutes(minute),
            RequestId = request,
            Item = item,
            Data = data,
        };

    private static string[] Shuffled(Random random)
    {
        string[] shown = ["right", "fair", "poor", "bad"];
        random.Shuffle(shown);
        return shown;
    }

    [Fact]
    public void What_attracts_wherever_it_stands_is_relevant()
    {
        var one = Assert.Single(SearchClicks.Cases(Clicks(400, Shuffled), Documents, None));
        Assert.Equal("a query", one.Request.Query);
        Assert.Equal(["right"], one.Outcome.Documents);
        Assert.Equal([1], one.Outcome.Grades);
        Assert.Equal("clicks:a query", one.Group);
        Assert.True(one.KnownAt > one.At);
    }

    [Fact]
    public void A_click_far_down_counts_for_more_since_fewer_look_there()
    {
        // Elsewhere the order is shuffled, which tells how places are looked at; here the right one always comes last.
        var clicks = Clicks(600, Shuffled, "other")
            .Concat(
                Enumerable
                    .Range(1000, 40)
                    .Select(i => (Place: i, Item: i % 8 == 0 ? "right" : "bad"))
                    .Select(c =>
                        Click(
                            $"r{c.Place}",
                            c.Item,
                            c.Place,
                            SearchClicks.Told("last", ["bad", "fair", "poor", "right"])
                        )
                    )
            );
        var last = SearchClicks.Cases([.. clicks], Documents, None).Single(c => c.Request.Query == "last");
        // One click in eight at a place where few look, against the threshold of three in ten.
        Assert.Contains("right", last.Outcome.Documents);
    }

    [Fact]
    public void Few_lists_queries_that_judge_and_documents_that_are_gone_teach_nothing()
    {
        Assert.Empty(SearchClicks.Cases(Clicks(30, Shuffled), Documents, None));
        Assert.Empty(SearchClicks.Cases(Clicks(400, Shuffled), Documents, new HashSet<string> { "a query" }));
        Assert.Empty(SearchClicks.Cases(Clicks(400, Shuffled), new HashSet<string> { "bad" }, None));
        Assert.Empty(SearchClicks.Cases([], Documents, None));
    }

    [Fact]
    public void Clicks_that_do_not_tell_what_was_shown_are_passed_over()
    {
        JsonElement?[] others = [null, .. new[] { "{}", "3", """{"query":5}""", """{"shown":["x"]}""" }.Select(Json)];
        var clicks = Clicks(400, Shuffled);
        var more = others.SelectMany(
            (data, i) => Enumerable.Range(0, 60).Select(n => Click($"o{i}-{n}", "bad", n, data))
        );
        Assert.Equal(
            ["right"],
            Assert.Single(SearchClicks.Cases([.. clicks, .. more], Documents, None)).Outcome.Documents
        );
    }

    private static JsonElement? Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
