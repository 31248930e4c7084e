using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Trees;

public sealed class TreeRulesTests
{
    [Fact]
    public void Missing_values_and_codes_are_told()
    {
        var (values, labels) = (new List<float>(), new List<float>());
        for (var i = 0; i < 4000; i++)
        {
            values.AddRange([i % 4, i % 7 == 0 ? float.NaN : i % 7]);
            labels.Add(i % 4 is 1 or 2 && i % 7 is 0 or 5 or 6 && i % 10 != 0 ? 1 : 0);
        }
        var rows = new LabelledRows(
            new(["kind", "size"], [true, false]),
            [.. values],
            [.. labels],
            [.. Enumerable.Range(0, 4000)]
        );
        var tree = new DecisionTree { Leaves = 3, MinLeafRows = 5 }.Fit(new(rows, rows), new(1));
        Assert.Equal(
            """
            if size ≤ 4.5
              0 of 2,286 rows
            else or missing
              if kind is 1, 2
                0.901 of 857 rows
              else
                0 of 857 rows

            """,
            tree.Rules(rows.Schema)
        );
    }

    [Fact]
    public void Another_schema_or_tree_is_refused()
    {
        var rows = Tabular.TabularTrainerContract.Rows(200, 1);
        var tree = new DecisionTree().Fit(new(rows, rows), new(1));
        Assert.Equal(
            "The trees have 4 columns, the schema 1.",
            Assert.Throws<ArgumentException>(() => tree.Rules(new(["a"], [false]))).Message
        );
        Assert.Contains(
            "There are 1 trees from 0, got 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => tree.Rules(rows.Schema, 1)).Message
        );
    }
}
