using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class UncountedViewTests
{
    private static readonly FeatureView Spent = new("spent")
    {
        Kinds = ["paid", "spent"],
        Entity = ViewEntity.Item,
        Aggregates = [Aggregate.Count],
        Windows = [Window.AllTime],
        AtLeast = 5,
    };

    [Fact]
    public void The_first_thing_that_keeps_all_out_is_said_with_what_there_is()
    {
        Assert.Equal(
            "The view 'spent' counted nothing: no observation of kind 'paid' or 'spent' is in its past; there are: none.",
            UncountedView.Describe(Spent, [])
        );
        Assert.Equal(
            "The view 'spent' counted nothing: no observation of kind 'paid' or 'spent' is in its past; there are: pay (2), see (1).",
            UncountedView.Describe(
                Spent,
                [Of("1", 1, "ann", "x", 9, "see"), Of("2", 1, "ann", "x", 9, "pay"), Of("3", 1, "ann", "x", 9, "pay")]
            )
        );
        Assert.Equal(
            "The view 'spent' counted nothing: no observation of kind 'paid' or 'spent' in its past names an item.",
            UncountedView.Describe(Spent, [Of("1", 1, "ann", null, 9)])
        );
        Assert.Equal(
            "The view 'spent' counted nothing: no observation of kind 'paid' or 'spent' in its past has a value from 5 below 7.",
            UncountedView.Describe(Spent with { Below = 7 }, [Of("1", 1, "ann", "x", 9), Of("2", 1, "ann", "x", 1)])
        );
    }
}
