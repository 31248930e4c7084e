using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public sealed class ExtremelyRandomTreeTests
{
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(600, 1);

    private static ExtremelyRandomTree Grow(LabelledRows rows, int leaves, int minLeafRows, int seed = 1) =>
        ExtremelyRandomTree.Grow(
            rows,
            [.. Enumerable.Range(0, rows.Count)],
            rows.Schema.Width,
            leaves,
            minLeafRows,
            new Random(seed)
        );

    [Fact]
    public void Thresholds_lie_within_the_rows_of_a_node_so_that_every_row_gets_a_leaf_of_its_own()
    {
        // Most of a column's range is empty: thresholds of the whole range would never tell its rows apart.
        float[] values = [.. Enumerable.Range(0, 64).Select(i => i / 64f), 1e6f];
        float[] labels = [.. values.Select((_, i) => (float)(i * i % 17 + i))];
        var rows = new LabelledRows(new(["x"], [false]), values, labels, [.. Enumerable.Range(0, 65)]);
        var tree = Grow(rows, leaves: 1000, minLeafRows: 1);
        var scores = new double[65];
        new TreeEnsemble(LightGbmForest.Write(1, [tree])).Score(values, scores);
        Assert.Equal(labels.Select(label => (double)label), scores);
    }

    [Theory]
    [InlineData(12, 20)]
    [InlineData(1000, 40)]
    public void It_has_no_more_and_no_smaller_leaves_than_asked_for(int leaves, int minLeafRows)
    {
        var tree = Grow(Rows, leaves, minLeafRows);
        Assert.InRange(tree.Leaves.Count, 2, leaves);
        Assert.Equal(tree.Leaves.Count, tree.Splits.Count + 1);
        Assert.All(tree.Leaves, leaf => Assert.True(leaf.Count >= minLeafRows));
        Assert.Equal(600, tree.Leaves.Sum(leaf => leaf.Count));
    }

    [Fact]
    public void A_leaf_has_the_weighted_mean_of_its_rows_where_values_are_missing_and_codes_are_split_too()
    {
        var weighted = Rows with { Weights = [.. Enumerable.Range(0, 600).Select(row => 1f + row % 3)] };
        var tree = Grow(weighted, leaves: 60, minLeafRows: 5);
        Assert.Contains(tree.Splits, split => split.Codes is not null);
        var text = LightGbmForest.Write(4, [tree]);
        var scores = new double[600];
        new TreeEnsemble(text).Score(Rows.Values, scores);
        foreach (var leaf in Enumerable.Range(0, 600).GroupBy(row => scores[row]))
            Assert.Equal(
                leaf.Sum(row => (1 + row % 3) * Rows.Labels[row]) / leaf.Sum(row => 1.0 + row % 3),
                leaf.Key,
                1e-9
            );
        Assert.Equal(NativeLightGbm.Predict(text, Rows.Values, 4), scores, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void What_gains_most_is_split_first()
    {
        var (few, many) = (Grow(Rows, 4, 20), Grow(Rows, 40, 20));
        Assert.True(few.Splits.Average(split => split.Gain) > 2 * many.Splits.Average(split => split.Gain));
    }

    [Fact]
    public void Rows_that_nothing_tells_apart_are_one_leaf()
    {
        var tree = Grow(Rows with { Values = new float[600 * 4] }, 100, 1);
        Assert.Empty(tree.Splits);
        Assert.Equal(Rows.Labels.Average(), Assert.Single(tree.Leaves).Mean, 1e-6);
    }
}
