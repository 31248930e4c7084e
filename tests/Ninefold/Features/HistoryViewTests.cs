using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;

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

    [Fact]
    public void Another_strength_or_kind_is_another_version_of_what_is_kept()
    {
        Assert.Equal("items by subject of rating, watch as 4", View.Rows.Definition);
        Assert.Equal(View.Rows.Version, (View with { Name = "other" }).Rows.Version);
        Assert.NotEqual(View.Rows.Version, (View with { Strength = new Dictionary<string, float>() }).Rows.Version);
        Assert.NotEqual(View.Rows.Version, (View with { Kinds = ["rating"] }).Rows.Version);
    }

    [Fact]
    public void A_past_is_kept_as_if_it_had_been_observed()
    {
        var state = new ViewState(View.Rows);
        state.Add(Seen("ann", "rating", "x", 1000, 3));
        Assert.Equal(state.Past().Fingerprint, View.Kept(Past).Fingerprint);
        Assert.Equal(Past.Of(0).ToArray(), state.Read("ann", Past.ItemIds, DateTimeOffset.MaxValue).ToArray());
    }

    [Fact]
    public void A_name_that_cannot_be_a_views_is_told()
    {
        var error = Assert.Throws<ArgumentException>(() => new FeatureStore().Fill(new HistoryView("A b", "c"), Past));
        Assert.Contains("'A b' must be of lower-case letters", error.Message);
    }

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
