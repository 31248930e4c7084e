using Ninefold.Data;
using Ninefold.Features;

namespace Ninefold.Tests.Features;

public class HistoryViewTests
{
    private static readonly HistoryView View = new("watched", "rating", "watch")
    {
        Strength = new Dictionary<string, float> { ["watch"] = 4 },
    };

    private static readonly Interactions Past = Interactions.From(
        new(["ann"]),
        new(["x", "y", "z"]),
        [(0, new(0, 3, 1000))]
    );

    [Fact]
    public void What_was_observed_since_goes_on_with_the_past()
    {
        var all = View.Extend(
            Past,
            [
                Seen("ann", "watch", "y", 5000, 120),
                Seen("bob", "rating", "z", 4000, 2),
                Seen("ann", "rating", "z", 3000, null),
            ]
        );
        Assert.Equal(["ann", "bob"], all.UserIds.Ids);
        Assert.Equal([new(0, 3, 1000), new(2, 1, 3000), new(1, 4, 5000)], all.Of(0).ToArray());
        Assert.Equal([new(2, 2, 4000)], all.Of(1).ToArray());
    }

    [Fact]
    public void Other_kinds_unknown_items_and_repetitions_change_nothing() =>
        Assert.Same(
            Past,
            View.Extend(
                Past,
                [
                    Seen("ann", "click", "y", 5000, 1),
                    Seen("ann", "watch", "w", 5000, 1),
                    Seen("ann", "watch", "x", 5000, 1),
                ]
            )
        );

    private static Observation Seen(string subject, string kind, string item, long at, double? value) =>
        new()
        {
            Id = $"{subject}{item}{at}",
            System = "s",
            Kind = kind,
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Subject = subject,
            Item = item,
            Value = value,
        };
}
