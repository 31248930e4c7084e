using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class ChiSquareTests
{
    [Fact]
    public void Agrees_with_scipy_and_leaves_out_what_is_empty_in_both()
    {
        var (statistic, p) = ChiSquare.Compare([100, 200, 0, 300, 5], [30, 45, 0, 90, 20]);
        Assert.Equal(48.14828484958356, statistic, 1e-10); // scipy.stats.chi2_contingency(correction=False)
        Assert.Equal(1.980239139731481e-10, p, 1e-18);
    }

    [Fact]
    public void One_category_cannot_differ() => Assert.Equal((0, 1), ChiSquare.Compare([7, 0], [9, 0]));
}
