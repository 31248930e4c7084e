using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class PopularityBiasTests
{
    private static readonly PopularityBias<string[], string[]> Bias = new(
        list => list,
        chosen => chosen,
        new(
            new Dictionary<string, long>
            {
                ["hit"] = 6,
                ["known"] = 3,
                ["rare"] = 1,
            }
        )
    );

    [Fact]
    public void Showing_what_users_choose_is_0() =>
        Assert.Equal(
            0,
            Bias.Compute([new(["hit", "rare"], ["rare", "hit"], "1"), new(["known"], ["known"], "2")]),
            1e-12
        );

    [Fact]
    public void Showing_only_hits_is_the_lift_of_the_means() =>
        Assert.Equal(
            (.6 + .6) / (.3 + (.6 + .1) / 2) - 1,
            Bias.Compute([new(["hit"], ["known"], "1"), new(["hit"], ["hit", "rare"], "2")]),
            1e-12
        );

    [Fact]
    public void Users_who_chose_nothing_are_left_out()
    {
        Judged<string[], string[]> silent = new(["hit"], [], "2");
        Assert.Equal(-.5, Bias.Compute([new(["known"], ["hit"], "1"), silent]), 1e-12);
        Assert.Throws<MetricUndefinedException>(() => Bias.Compute([silent]));
    }
}
