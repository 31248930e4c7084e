using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Tuning;

public class ParetoSearchTests
{
    private sealed record Point(double X = 1, double Y = 1, string Kind = "slow");

    private static SearchSpace<Point> Space { get; } =
        new()
        {
            { "x", new Uniform(-2, 4), (p, value) => p with { X = value } },
            { "y", new Uniform(-3, 3), (p, value) => p with { Y = value } },
            { "kind", new Choice<string>("slow", "fast"), (p, value) => p with { Kind = value } },
        };

    // Schaffer's problem: the front is 0 ≤ x ≤ 2 with y = 0, where √f + √g = 2; slow costs in both.
    private static IReadOnlyList<double> Two(Point p)
    {
        var dear = p.Y * p.Y + (p.Kind == "slow" ? 1 : 0);
        return [p.X * p.X + dear, -((p.X - 2) * (p.X - 2) + dear)];
    }

    private static IReadOnlyList<ParetoTrial<Point>> Run(int trials, int threads = 1) =>
        new ParetoSearch(trials, Options: new(Parallel: 3)).Run(
            Space,
            new Point(),
            Two,
            [false, true],
            new(1, threads),
            TimeProvider.System
        );

    [Fact]
    public void The_front_comes_near_to_what_can_be_had_all_along_it()
    {
        var trials = Run(300);
        var front = trials.Where(t => t.OnFront).Select(t => t.Trainer).ToList();
        Assert.True(front.Count >= 15);
        Assert.All(front, p => Assert.Equal("fast", p.Kind));
        Assert.Equal(0, front.Average(p => Math.Abs(p.Y)), .2);
        Assert.True(front.Min(p => p.X) < .4 && front.Max(p => p.X) > 1.6);
        Assert.Equal(300, trials.Count);
        Assert.Equal(new Point(), trials[0].Trainer);
        // Of two on the front neither is better in both.
        var values = trials.Where(t => t.OnFront).Select(t => t.Values).ToList();
        Assert.DoesNotContain(values, a => values.Any(b => b[0] < a[0] && b[1] > a[1]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_on_one_thread_or_two() =>
        Assert.Equal(Run(60, 1).Select(t => t.Trainer), Run(60, 2).Select(t => t.Trainer));

    [Fact]
    public void Objectives_of_another_number_and_without_values_are_refused()
    {
        var search = new ParetoSearch(5);
        Assert.Throws<ArgumentException>(() =>
            search.Run(Space, new Point(), _ => [1], [false, true], new(1), TimeProvider.System)
        );
        Assert.Throws<InvalidOperationException>(() =>
            search.Run(Space, new Point(), _ => [1, double.NaN], [false, true], new(1), TimeProvider.System)
        );
        Assert.Throws<ArgumentException>(() => new ParetoSearch(0, 3));
    }
}
