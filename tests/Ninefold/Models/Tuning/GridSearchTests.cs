using Ninefold.Models.Tuning;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public class GridSearchTests
{
    [Fact]
    public void Every_combination_is_tried_once_ends_included()
    {
        var report = new GridSearch(3).Run(
            Space,
            new Knobs(),
            knobs => knobs.Whole + knobs.Share,
            new(1),
            TimeProvider.System
        );
        Assert.Equal(3 * 3 * 3 * 2, report.Trials.Select(t => t.Trainer).Distinct().Count());
        Assert.Equal([1, 5, 9], report.Trials.Select(t => t.Trainer.Whole).Distinct());
        Assert.Equal([.001, .1, 10], report.Trials.Select(t => Math.Round(t.Trainer.Rate, 6)).Distinct());
        Assert.Equal((9, 1), (report.Best.Trainer.Whole, report.Best.Trainer.Share));
        Assert.Equal("a", report.Best.Parameters["kind"]); // the earlier among equals
    }

    [Fact]
    public void Few_integers_are_not_tried_twice()
    {
        var space = new SearchSpace<Knobs>
        {
            { "whole", new IntegerRange(1, 2), (knobs, value) => knobs with { Whole = value } },
        };
        Assert.Equal(
            2,
            new GridSearch(9).Run(space, new Knobs(), k => k.Whole, new(1), TimeProvider.System).Trials.Count
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSearch(1));
    }
}
