using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class StandardisationTests
{
    [Fact]
    public void Missing_values_are_the_mean_and_constants_are_0()
    {
        var rows = new LabelledRows(
            new(["a", "b", "c"], new bool[3]),
            [1, 5, float.NaN, 3, 5, float.NaN, float.NaN, 5, float.NaN],
            new float[3],
            [0, 1, 2]
        );
        var scale = Standardisation.Of(rows);
        Assert.Equal([2, 5, 0], scale.Means);
        Assert.Equal([Math.Sqrt(1.5), 0, 0], scale.Factors);
        Assert.Equal([-Math.Sqrt(1.5), 0, 0, 1], scale.Apply(rows, ones: 1)[0]);
        Assert.Equal([0, 0, 0], scale.Apply(rows)[2]);
    }
}
