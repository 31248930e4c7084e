using Ninefold.Models.Linear;

namespace Ninefold.Tests.Models.Linear;

public class LbfgsTests
{
    [Fact]
    public void Finds_the_minimum_of_a_badly_scaled_quadratic()
    {
        var found = Lbfgs.Minimise(
            (x, gradient) =>
            {
                var value = 0.0;
                for (var i = 0; i < x.Length; i++)
                {
                    var scale = Math.Pow(10, i);
                    value += scale * (x[i] - i) * (x[i] - i) / 2;
                    gradient[i] = scale * (x[i] - i);
                }
                return value;
            },
            new double[5],
            iterations: 200,
            tolerance: 1e-9
        );
        Assert.Equal([0, 1, 2, 3, 4], found, (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
