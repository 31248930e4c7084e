using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class IOnlineModelTests
{
    [Fact]
    public void Two_passes_learn_everything_twice()
    {
        var examples = new SparseExamples(2, [0, 1, 2], [0, 1], [1, 1], [1, 0]);
        var twice = new StochasticGradient(Passes: 2).Fit(examples, new(1));
        var again = new StochasticGradient().Fit(examples, new(1));
        Assert.Equal(4, twice.Learned);
        Assert.NotEqual(again.State, twice.State);
        for (var e = 0; e < 2; e++)
            again.Learn(examples.PlacesOf(e), examples.ValuesOf(e), examples.Labels[e]);
        Assert.Equal(again.State, twice.State);
    }
}
