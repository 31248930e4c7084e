using Ninefold.Models.Tuning;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public class SearchSpaceTests
{
    [Fact]
    public void A_grid_has_a_conditional_parameter_only_where_it_is_searched()
    {
        var space = new SearchSpace<Knobs>
        {
            { "kind", new Choice<string>("a", "b"), (k, value) => k with { Kind = value } },
            { "share", new Uniform(0, 1), (k, value) => k with { Share = value }, k => k.Kind == "b" },
        };
        var report = new GridSearch(3).Run(space, new Knobs(Share: 9), k => k.Share, new(1), TimeProvider.System);
        Assert.Equal(
            [("a", 9), ("b", 0), ("b", .5), ("b", 1)],
            report.Trials.Select(t => (t.Trainer.Kind, t.Trainer.Share))
        );
        Assert.Equal(["kind: one of a, b", "share: 0 to 1, sometimes"], space.Ranges);
        Assert.Equal(["kind", "share"], space);
    }

    [Fact]
    public void The_ends_of_every_range_are_reached_and_not_passed()
    {
        Assert.Equal((3, 7), (new IntegerRange(3, 7).At(0), new IntegerRange(3, 7).At(1)));
        Assert.Equal(
            (int.MinValue, int.MaxValue),
            (new IntegerRange(int.MinValue, int.MaxValue).At(0), new IntegerRange(int.MinValue, int.MaxValue).At(1))
        );
        Assert.Equal(("a", "b"), (new Choice<string>("a", "b").At(0), new Choice<string>("a", "b").At(1)));
        Assert.Equal(10, new LogUniform(.1, 10).At(1), 1e-12);
        Assert.Equal(1, new LogUniform(.1, 10).At(.5), 1e-12);
    }
}
