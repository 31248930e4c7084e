using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Linear;

public class NormalEquationsTests
{
    [Fact]
    public void They_are_centred_by_weight()
    {
        var rows = new LabelledRows(new(["a"], [false]), [0, 2], [1, 5], [0, 1], [3, 1]);
        var equations = NormalEquations.Of(rows, new(1));
        // Standardised −1 and 1, of the weighted mean −½; labels of the weighted mean 2.
        Assert.Equal((4, 2), (equations.Weight, equations.MeanLabel));
        Assert.Equal([-.5], equations.Centre);
        Assert.Equal(3 * .25 + 2.25, equations.Gram[0][0], 1e-12);
        Assert.Equal(3 * -.5 * -1 + 1.5 * 3, equations.Moments[0], 1e-12);
        Assert.Equal((2, 2), (equations.Model([2]).Coefficients[0], equations.Model([2]).Intercept - 1));
    }
}
