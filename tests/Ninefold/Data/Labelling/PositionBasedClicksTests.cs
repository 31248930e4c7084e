using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public sealed class PositionBasedClicksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly double[] Looked = [1, .7, .45, .3, .2];

    [Fact]
    public void Known_propensities_are_recovered_from_simulated_clicks()
    {
        var bias = new PositionBasedClicks().Fit(Simulated(40_000), Cancellation);
        for (var place = 0; place < Looked.Length; place++)
        {
            Assert.Equal(Looked[place], bias.Looked[place], .04);
            Assert.Equal(1 / Looked[place], bias.WeightOf(place), .25 / Looked[place]);
        }
        foreach (var ((query, item), attraction) in bias.Attraction)
            Assert.Equal(Attraction(query, item), attraction, .06);
        Assert.Equal(2, bias.WeightOf(4, most: 2));
        Assert.Equal(bias.WeightOf(4), bias.WeightOf(99));
    }

    [Fact]
    public void Lists_without_their_clicks_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new PositionBasedClicks().Fit([new("q", ["a", "b"], [true])], Cancellation)
        );
        Assert.Contains("a list of 'q' has 2 items and 1 clicks", error.Message);
        Assert.Throws<ArgumentException>(() => new PositionBasedClicks().Fit([], Cancellation));
        Assert.Throws<ArgumentException>(() => new PositionBasedClicks(0).Fit([new("q", ["a"], [true])], Cancellation));
    }

    /// <summary>Five items of each of three queries, in random order.</summary>
    private static List<ClickedList> Simulated(int count)
    {
        var random = new Random(3);
        var lists = new List<ClickedList>();
        for (var i = 0; i < count; i++)
        {
            var (query, items) = ($"q{i % 3}", new[] { "1", "2", "3", "4", "5" });
            random.Shuffle(items);
            lists.Add(
                new(
                    query,
                    items,
                    [.. items.Select((item, place) => random.NextDouble() < Looked[place] * Attraction(query, item))]
                )
            );
        }
        return lists;
    }

    private static double Attraction(string query, string item) => (.1 * (item[0] - '0')) + (.1 * (query[1] - '0'));
}
