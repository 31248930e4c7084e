using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public sealed class CascadeClicksTests
{
    [Fact]
    public void What_stands_before_a_click_was_read_and_what_stands_after_it_was_not()
    {
        var attraction = CascadeClicks.Attraction([
            new("q", ["a", "b", "c"], [false, true, true]),
            new("q", ["b", "a", "c"], [false, false, false]),
            new("r", ["a"], [true]),
        ]);
        Assert.Equal(0, attraction[("q", "a")]);
        Assert.Equal(.5, attraction[("q", "b")]);
        Assert.Equal(0, attraction[("q", "c")]);
        Assert.Equal(1, attraction[("r", "a")]);
        Assert.False(CascadeClicks.Attraction([new("q", ["a", "b"], [true, false])]).ContainsKey(("q", "b")));
    }

    [Fact]
    public void Known_attraction_is_recovered_from_simulated_clicks()
    {
        var random = new Random(5);
        var lists = new List<ClickedList>();
        for (var i = 0; i < 20_000; i++)
        {
            var items = new[] { "1", "2", "3", "4" };
            random.Shuffle(items);
            var stop = Array.FindIndex(items, item => random.NextDouble() < .2 * (item[0] - '0'));
            lists.Add(new("q", items, [.. items.Select((_, place) => place == stop)]));
        }
        foreach (var ((_, item), attraction) in CascadeClicks.Attraction(lists))
            Assert.Equal(.2 * (item[0] - '0'), attraction, .02);
    }

    [Fact]
    public void Lists_without_their_clicks_are_refused() =>
        Assert.Throws<ArgumentException>(() => CascadeClicks.Attraction([new("q", ["a"], [])]));
}
