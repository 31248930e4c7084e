using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public sealed class IsolationTreeTests
{
    // c(256) = 2 · (ln 255 + .5772…) − 2 · 255 / 256
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(256, 10.244770920)]
    public void The_expected_length_is_that_of_the_paper(int rows, double expected) =>
        Assert.Equal(expected, IsolationTree.ExpectedLength(rows), 8);

    [Fact]
    public void A_tree_is_no_deeper_than_the_logarithm_of_its_sample()
    {
        var tree = IsolationTree.Grow(TabularTrainerContract.Rows(600, 1), 64, new Random(1));
        Assert.Equal(tree.Columns.Count + 1, tree.Lengths.Count);
        Assert.Equal(6, Depth(tree.Root));

        int Depth(int node) =>
            node < 0 ? 0 : 1 + Math.Max(Depth(tree.Children[2 * node]), Depth(tree.Children[2 * node + 1]));
    }

    [Fact]
    public void A_missing_value_goes_with_the_majority()
    {
        var rows = TabularTrainerContract.Rows(300, 1);
        float[] values =
        [
            .. Enumerable
                .Range(0, 300)
                .SelectMany(i =>
                    new[]
                    {
                        i == 0 ? 100
                        : i % 3 == 0 ? float.NaN
                        : 1,
                        0,
                        0,
                        0,
                    }
                ),
        ];
        var tree = IsolationTree.Grow(rows with { Values = values }, 300, new Random(1));
        Assert.Equal([true], tree.MissingLeft);
        Assert.Equal([1 + IsolationTree.ExpectedLength(299), 1], tree.Lengths);
    }
}
