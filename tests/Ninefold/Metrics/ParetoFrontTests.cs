using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ParetoFrontTests
{
    private sealed record Rung(string Name, double Ndcg, double Milliseconds, double Megabytes);

    private static readonly Objective<Rung>[] Objectives =
    [
        new("ndcg@10", rung => rung.Ndcg, HigherIsBetter: true),
        new("latency", rung => rung.Milliseconds, HigherIsBetter: false),
        new("size", rung => rung.Megabytes, HigherIsBetter: false),
    ];

    [Fact]
    public void What_another_beats_in_everything_is_off_the_front() =>
        Assert.Equal(
            [true, true, false, true, true],
            ParetoFront.Of(
                [
                    new("popularity", .20, 0.1, 1),
                    new("item-knn", .30, 2, 50),
                    new("slow-knn", .30, 9, 50),
                    new("two-tower", .35, 5, 20),
                    new("two-tower again", .35, 5, 20),
                ],
                Objectives
            )
        );

    [Fact]
    public void Every_option_off_the_front_has_one_on_it_that_dominates() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4], (q, l, s) => new Rung("r", q, l, s))
            .Array[1, 15]
            .Sample(rungs =>
            {
                var front = ParetoFront.Of(rungs, Objectives);
                bool Dominates(Rung a, Rung b) =>
                    a.Ndcg >= b.Ndcg && a.Milliseconds <= b.Milliseconds && a.Megabytes <= b.Megabytes && a != b;
                for (var i = 0; i < rungs.Length; i++)
                    Assert.Equal(!front[i], rungs.Where((_, j) => front[j]).Any(other => Dominates(other, rungs[i])));
            });

    [Fact]
    public void NaN_is_refused_by_name() =>
        Assert.StartsWith(
            "The latency of Rung { Name = lost",
            Assert.Throws<ArgumentException>(() => ParetoFront.Of([new("lost", 1, double.NaN, 1)], Objectives)).Message
        );

    [Fact]
    public void No_options_are_no_front() => Assert.Empty(ParetoFront.Of([], Objectives));
}
