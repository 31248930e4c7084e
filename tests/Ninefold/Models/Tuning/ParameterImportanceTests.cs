using Ninefold.Models.Tuning;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public class ParameterImportanceTests
{
    // Uniform places give each term its variance: of the rate 16/12 · 4, of the share 4/12, of the kind 1/4.
    private static double Objective(Knobs k) => 2 * Math.Log10(k.Rate) + k.Share + (k.Kind == "b" ? 1 : 0);

    [Fact]
    public void What_moves_the_objective_most_is_said_first_with_its_share_of_the_variance()
    {
        var report = new RandomSearch(400).Run(Space, new Knobs(), Objective, new(1), TimeProvider.System);
        var found = ParameterImportance.Of(report, Space, new(1));
        Assert.Equal(4, found.Count);
        Assert.Equal("rate", found[0].Parameter);
        var all = 4 * 16 / 12.0 + 4 / 12.0 + 1 / 4.0;
        Assert.Equal(4 * 16 / 12.0 / all, found[0].Share, .06);
        Assert.InRange(found.Single(p => p.Parameter == "whole").Share, 0, .02);
        Assert.InRange(found.Sum(p => p.Share), .85, 1.0001);
        Assert.Equal(found, ParameterImportance.Of(report, Space, new(1, Threads: 2)));
    }

    [Fact]
    public void What_parameters_do_only_together_is_nobodys_alone()
    {
        var report = new RandomSearch(400).Run(
            Space,
            new Knobs(),
            k => Math.Sign(k.Share) * Math.Sign(Math.Log10(k.Rate) + 1),
            new(1),
            TimeProvider.System
        );
        Assert.InRange(ParameterImportance.Of(report, Space, new(1)).Sum(p => p.Share), 0, .3);
    }

    [Fact]
    public void Too_few_trials_are_refused()
    {
        var report = new RandomSearch(5).Run(Space, new Knobs(), Objective, new(1), TimeProvider.System);
        Assert.Contains(
            "got 4",
            Assert.Throws<ArgumentException>(() => ParameterImportance.Of(report, Space, new(1))).Message
        );
    }
}
