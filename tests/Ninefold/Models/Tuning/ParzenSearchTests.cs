using Ninefold.Models.Tuning;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public class ParzenSearchTests
{
    private sealed record Point(double X = .9, double Y = .9, double Z = .9);

    private static SearchSpace<Point> Cube { get; } =
        new()
        {
            { "x", new Uniform(-5, 5), (p, value) => p with { X = value } },
            { "y", new Uniform(-5, 5), (p, value) => p with { Y = value } },
            { "z", new LogUniform(.001, 1), (p, value) => p with { Z = value } },
        };

    // A valley along x = y, and a bowl of the order of magnitude.
    private static double Valley(Point p) =>
        Math.Pow(p.X - p.Y, 2) + .1 * Math.Pow(p.X + p.Y - 3, 2) + Math.Pow(Math.Log10(p.Z) + 2, 2);

    [Fact]
    public void It_comes_nearer_than_random_search_with_as_many_trials()
    {
        var options = new SearchOptions(HigherIsBetter: false);
        var (parzen, random) = (Median(new ParzenSearch(60, options)), Median(new RandomSearch(60, options)));
        Assert.True(parzen < random / 2, $"{parzen} against {random}");

        double Median(SearchMethod method) =>
            Enumerable
                .Range(1, 15)
                .Select(seed => method.Run(Cube, new Point(), Valley, new(seed), TimeProvider.System).Best.Value)
                .Order()
                .ElementAt(7);
    }

    [Fact]
    public void The_first_trials_are_those_of_random_search_and_the_start_is_tried_first()
    {
        var parzen = new ParzenSearch(20).Run(Space, new Knobs(7), k => k.Rate, new(4), TimeProvider.System);
        var random = new RandomSearch(20).Run(Space, new Knobs(7), k => k.Rate, new(4), TimeProvider.System);
        Assert.Equal(new Knobs(7), parzen.Trials[0].Trainer);
        Assert.Equal(random.Trials.Take(11).Select(t => t.Trainer), parzen.Trials.Take(11).Select(t => t.Trainer));
        Assert.NotEqual(random.Trials[^1].Trainer, parzen.Trials[^1].Trainer);
    }

    [Fact]
    public void Parameters_that_are_only_there_for_one_choice_are_learned_for_it()
    {
        var space = new SearchSpace<Knobs>
        {
            { "kind", new Choice<string>("a", "b", "c"), (k, value) => k with { Kind = value } },
            { "rate", new LogUniform(.001, 10), (k, value) => k with { Rate = value }, k => k.Kind == "b" },
            { "share", new Uniform(-1, 1), (k, value) => k with { Share = value }, k => k.Kind != "b" },
        };
        var report = new ParzenSearch(60).Run(space, new Knobs(), Objective, new(3), TimeProvider.System);
        Assert.All(
            report.Trials.Skip(1),
            t =>
            {
                var isB = t.Parameters["kind"] == "b";
                Assert.Equal(isB, t.Parameters.ContainsKey("rate"));
                Assert.Equal(!isB, t.Parameters.ContainsKey("share"));
                Assert.Equal(isB ? 0 : 1.0, isB ? t.Trainer.Share : t.Trainer.Rate);
                Assert.Equal(isB, double.IsNaN(t.Point[2]));
            }
        );
        Assert.Equal("b", report.Best.Parameters["kind"]);
        Assert.True(report.Trials.Skip(20).Count(t => t.Parameters["kind"] == "b") > 24);
        Assert.InRange(report.Best.Trainer.Rate, .003, .03);

        static double Objective(Knobs k) =>
            k.Kind == "b" ? 1 - Math.Abs(Math.Log10(k.Rate) + 2) : -1 - Math.Abs(k.Share);
    }

    [Fact]
    public void Trials_without_a_value_are_avoided_and_wrong_parameters_refused()
    {
        var report = new ParzenSearch(60).Run(
            Cube,
            new Point(1, 1, .5),
            p => p.X < 0 ? double.NaN : -p.X,
            new(1),
            TimeProvider.System
        );
        Assert.InRange(report.Best.Value, -.5, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParzenSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParzenSearch { RandomTrials = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParzenSearch { Draws = 0 });
    }
}
