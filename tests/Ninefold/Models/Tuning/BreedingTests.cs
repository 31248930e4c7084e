using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Tuning;

public class BreedingTests
{
    // By hand: b lies between a and c, (4 − 0) / 4 of the first range and (3 − 1) / 2 of the second.
    [Fact]
    public void Distances_are_the_gaps_between_neighbours()
    {
        var distances = Breeding.Distances([
            [0, 3],
            [1, 2],
            [4, 1],
        ]);
        Assert.Equal([double.PositiveInfinity, 2, double.PositiveInfinity], distances);
    }

    [Fact]
    public void Children_are_near_their_parents_and_in_the_cube()
    {
        var random = new Random(1);
        double[][] parents =
        [
            [.1, .125, double.NaN],
            [.12, .125, .9],
        ];
        double[][] children =
        [
            .. Enumerable.Range(0, 2000).Select(_ => Breeding.Child(parents, [null, 4, null], random)),
        ];
        Assert.All(children.SelectMany(c => c), v => Assert.InRange(v, 0, 1));
        Assert.InRange(children.Average(c => c[0]), .1, .2);
        // A choice is changed one time in three, and then to any.
        Assert.InRange(children.Count(c => c[1] == .125), 1200, 1450);
    }
}
