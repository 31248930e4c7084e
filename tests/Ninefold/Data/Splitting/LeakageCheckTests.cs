using Ninefold.Data;
using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public class LeakageCheckTests
{
    [Fact]
    public void Broken_promises_are_told_all_at_once()
    {
        var split = new RowSplit([0, 1, 2], [2], [3], [], "by hand; protects from nothing");
        var report = LeakageCheck.Verify(split, ["a", "b", "c", "a"], [1, 5, 3, 4]);
        Assert.Equal(
            [
                "rows in two parts must be none, but is 1, first '2' in training and validation.",
                "groups in two parts must be none, but is 2, first 'c' in training and validation.",
                "order in time must be each part after the one before, but is the validation begins before the training ends.",
            ],
            Assert.Throws<InvalidDatasetException>(report.ThrowIfFailed).Details
        );
        Assert.Contains("protects from nothing", report.Lines().First());
    }

    [Fact]
    public void Interactions_in_two_parts_or_out_of_order_are_told()
    {
        var (users, items) = (new Vocabulary(["u"]), new Vocabulary(["a", "b"]));
        var (early, late) = (Part(new Interaction(0, 1, 1)), Part(new Interaction(1, 1, 2)));
        Assert.True(LeakageCheck.Verify(Split(early, late)).Passed);
        Assert.Equal([true, false], LeakageCheck.Verify(Split(late, early)).Checks.Select(c => c.Passed));
        Assert.Equal([false, false], LeakageCheck.Verify(Split(early, early)).Checks.Select(c => c.Passed));

        Interactions Part(params Interaction[] rows) => Interactions.From(users, items, rows.Select(row => (0, row)));
        InteractionSplit Split(Interactions train, Interactions test) =>
            new(train, Part(), test, Part(), [], [], [], "by hand");
    }
}
