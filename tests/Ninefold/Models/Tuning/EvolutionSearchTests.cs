using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Tuning;

public class EvolutionSearchTests
{
    private static SearchSpace<double[]> Space(int width)
    {
        var space = new SearchSpace<double[]>();
        for (var i = 0; i < width; i++)
        {
            var at = i;
            space.Add($"x{i}", new Uniform(-3, 3), (x, value) => [.. x.Select((v, j) => j == at ? value : v)]);
        }
        return space;
    }

    private static double Run(int width, int trials, int seed, Func<double[], double> function, int parallel = 1) =>
        new EvolutionSearch(trials, new(HigherIsBetter: false, Parallel: parallel))
            .Run(
                Space(width),
                new double[width]
                    .Select(_ => 2.5)
                    .ToArray(),
                function,
                new(seed),
                TimeProvider.System
            )
            .Best.Value;

    [Fact]
    public void A_stretched_and_turned_bowl_is_followed_to_its_bottom()
    {
        for (var seed = 1; seed <= 3; seed++)
            Assert.InRange(Run(5, 1500, seed, Ellipsoid), 0, 1e-4);

        static double Ellipsoid(double[] x) =>
            Enumerable.Range(0, 5).Sum(i => Math.Pow(10, i / 2.0) * Math.Pow(x[i] + x[(i + 1) % 5] / 2 - .5, 2));
    }

    [Fact]
    public void The_bent_valley_of_Rosenbrock_is_followed() =>
        Assert.InRange(Run(2, 800, 1, x => 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[0], 2)), 0, 1e-3);

    [Fact]
    public void A_bottom_at_the_border_is_found() => Assert.InRange(Run(3, 400, 1, x => x.Sum()), -9, -8.9);

    [Fact]
    public void It_starts_again_where_it_was_stuck()
    {
        // A wide basin with the value 1, and a small one with 0 that the middle does not lead to.
        var reached = Enumerable.Range(1, 9).Count(seed => Run(2, 3000, seed, Basins) < .5);
        Assert.True(reached >= 7, $"{reached} of 9");

        static double Basins(double[] x) =>
            Math.Min(1 + x[0] * x[0] + x[1] * x[1], 4 * (Math.Pow(x[0] - 2.4, 2) + Math.Pow(x[1] + 2.4, 2)));
    }

    [Fact]
    public void Parallel_trials_are_the_same_on_one_thread_and_two()
    {
        Assert.Equal(Trials(1), Trials(2));

        static IEnumerable<double> Trials(int threads) =>
            new EvolutionSearch(60, new(HigherIsBetter: false, Parallel: 4))
                .Run(Space(4), new double[4], x => x.Sum(v => v * v), new(1, threads), TimeProvider.System)
                .Trials.SelectMany(t => t.Trainer);
    }

    [Fact]
    public void Wrong_parameters_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvolutionSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvolutionSearch { Step = 0 });
        Assert.Throws<ArgumentException>(() => Run(0, 10, 1, x => 1));
    }
}
