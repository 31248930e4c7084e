using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class FeatureViewTests
{
    private static readonly FeatureView Spent = new("spent")
    {
        Kinds = ["paid"],
        Entity = ViewEntity.Item,
        Aggregates = [Aggregate.Count, Aggregate.Mean],
        Windows = [Window.Sliding(TimeSpan.FromDays(1)), Window.Tumbling(TimeSpan.FromHours(1))],
        AtLeast = 1,
        Below = 5,
        MaxAge = TimeSpan.FromDays(3),
    };

    [Fact]
    public void Columns_are_named_window_by_window() =>
        Assert.Equal(
            ["spent.count_1d", "spent.mean_1d", "spent.count_tumbling_1h", "spent.mean_tumbling_1h"],
            Spent.Columns
        );

    [Fact]
    public void The_definition_says_all_that_values_depend_on_and_the_version_follows_it()
    {
        Assert.Equal(
            "count, mean by item of paid over 1d, tumbling_1h, values from 1, values below 5, at most 3.00:00:00 old",
            Spent.Definition
        );
        Assert.Equal(Spent.Version, (Spent with { Owner = "risk", Doc = "What was spent." }).Version);
        FeatureView[] others =
        [
            Spent with
            {
                Kinds = ["paid", "refunded"],
            },
            Spent with
            {
                Entity = ViewEntity.Subject,
            },
            Spent with
            {
                Aggregates = [Aggregate.Mean, Aggregate.Count],
            },
            Spent with
            {
                Windows = [Window.AllTime],
            },
            Spent with
            {
                AtLeast = null,
            },
            Spent with
            {
                Below = 6,
            },
            Spent with
            {
                MaxAge = null,
            },
        ];
        // Another hop or another sketch, too.
        FeatureView[] hopping =
        [
            .. from hop in new[] { 1, 2 }
            from precision in new[] { 10, 11 }
            select Spent with
            {
                Aggregates = [Aggregate.ApproximateDistinctCount(precision)],
                Windows = [Window.Sawtooth(TimeSpan.FromDays(4), TimeSpan.FromDays(hop))],
            },
        ];
        Assert.Equal(4, hopping.Select(v => v.Version).Distinct().Count());
        Assert.Equal(8, others.Append(Spent).Select(v => v.Version).Distinct().Count());
    }

    [Fact]
    public void It_keeps_its_longest_window_and_the_lateness()
    {
        Assert.Equal(TimeSpan.FromDays(8), Spent.Keep);
        Assert.Null((Spent with { Windows = [Window.AllTime] }).Keep);
        Assert.Null((Spent with { Windows = [Window.Session(TimeSpan.FromHours(1))] }).Keep);
    }

    [Theory]
    [InlineData("paid", "x", 1.0, true)]
    [InlineData("paid", "x", null, true)] // as a value of 1
    [InlineData("paid", "x", 0.9, false)]
    [InlineData("paid", "x", 5.0, false)]
    [InlineData("paid", null, 2.0, false)]
    [InlineData("shown", "x", 2.0, false)]
    public void What_counts_is_of_its_kinds_has_an_entity_and_a_value_in_bounds(
        string kind,
        string? item,
        double? value,
        bool counts
    )
    {
        Assert.Equal(counts, Spent.Counts(Of("o", 1, "ann", item, value, kind), out var entity, out var other));
        Assert.Equal(item, entity);
        Assert.Equal("ann", other);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        FeatureView[] views =
        [
            Spent,
            Spent with
            {
                Kinds = [],
            },
            new("Bad name")
            {
                Kinds = ["paid"],
                Entity = ViewEntity.Item,
                Aggregates = [],
                Windows = [],
                AtLeast = 3,
                Below = 3,
                MaxAge = TimeSpan.Zero,
                Lateness = TimeSpan.FromDays(-1),
            },
            Spent with
            {
                Name = "twice",
                Aggregates = [Aggregate.Count, Aggregate.Count],
            },
        ];
        var message = Assert.Throws<ArgumentException>(() => FeatureView.Check(views)).Message;
        Assert.All(
            [
                "the name 'Bad name'",
                "'spent' counts no kind",
                "'Bad name' needs at least one aggregate",
                "'twice' has the column 'twice.count_1d' twice",
                "no value is at least 3 and below 3 in 'Bad name'",
                "the greatest age in 'Bad name' must be above 0",
                "the lateness in 'Bad name' must be 0 or more",
                "the view 'spent' is defined 2 times",
            ],
            fault => Assert.Contains(fault, message)
        );
        FeatureView.Check([Spent]);
    }
}
