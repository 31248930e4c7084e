using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class DcgTests
{
    // Golden values: dcg_score of scikit-learn 1.2.1 (which averages over ties), the mean over the groups.
    [Theory]
    [InlineData(3, false, 1.5297543623015972)]
    [InlineData(5, false, 2.5970843670091783)]
    [InlineData(null, false, 3.0864619795624173)]
    [InlineData(3, true, 3.2474285071995737)]
    [InlineData(5, true, 5.599447514533909)]
    [InlineData(null, true, 6.597771701698626)]
    public void Ties_are_averaged_as_in_scikit_learn(int? k, bool exponential, double expected) =>
        Assert.Equal(expected, new Dcg(k, exponential).OverGroups().Compute(Rows.Graded), 1e-12);

    [Fact]
    public void It_is_not_divided_by_what_was_possible() =>
        Assert.Equal(1 + 1 / Math.Log2(4), new Dcg().Compute([Rows.List(["a", "x", "b"], ["a", "b", "c"])]), 1e-12);
}
