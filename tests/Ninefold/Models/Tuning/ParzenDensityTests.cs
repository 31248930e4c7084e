using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Tuning;

public class ParzenDensityTests
{
    [Fact]
    public void Over_numbers_it_integrates_to_1()
    {
        var density = new ParzenDensity(
            [
                [.02, .5],
                [.1, .4],
                [.9, double.NaN],
            ],
            [null, null]
        );
        var sum = 0.0;
        const int Steps = 400;
        for (var i = 0; i < Steps; i++)
        for (var j = 0; j < Steps; j++)
            sum += Math.Exp(density.LogDensity([(i + .5) / Steps, (j + .5) / Steps]));
        Assert.Equal(1, sum / (Steps * Steps), 1e-3);
    }

    [Fact]
    public void Over_choices_it_sums_to_1_and_prefers_those_seen()
    {
        var density = new ParzenDensity(
            [
                [.1],
                [.15],
                [.9],
            ],
            [4]
        );
        double[] shares = [.. new[] { .1, .3, .6, .9 }.Select(place => Math.Exp(density.LogDensity([place])) / 4)];
        Assert.Equal(1, shares.Sum(), 1e-12);
        Assert.True(shares[0] > shares[3] && shares[3] > shares[1]);
        Assert.Equal(shares[1], shares[2], 1e-12);
    }

    [Fact]
    public void Draws_follow_the_density_and_stay_in_the_cube()
    {
        var density = new ParzenDensity(
            [
                [.2],
                [.22],
                [.25],
            ],
            [null]
        );
        var random = new Random(1);
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => density.Draw(random)[0])];
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        var below = Enumerable.Range(0, 400).Sum(i => Math.Exp(density.LogDensity([(i + .5) / 1000]))) / 1000;
        Assert.Equal(below, draws.Count(draw => draw < .4) / 20_000.0, .015);
    }
}
