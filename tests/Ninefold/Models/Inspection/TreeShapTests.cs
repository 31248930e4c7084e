using CsCheck;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Tests.Models.Trees;

namespace Ninefold.Tests.Models.Inspection;

public sealed class TreeShapTests
{
    private static readonly TabularData Data = new(
        TabularTrainerContract.Rows(600, 1),
        TabularTrainerContract.Rows(200, 2)
    );

    [Theory]
    [InlineData(TreeObjective.Binary)]
    [InlineData(TreeObjective.Regression)]
    public void Contributions_are_those_of_LightGBM_itself(TreeObjective objective)
    {
        var trees = new BoostedTrees
        {
            Objective = objective,
            Rounds = 40,
            Patience = 0,
            RowShare = .7,
        };
        var model = trees.Fit(Data, new(3));
        var expected = NativeLightGbm.Contributions(model.Text, Data.Validation.Values, 4);
        var actual = Enumerable.Range(0, 200).SelectMany(row => Explain(model, Data.Validation.Row(row).ToArray()));
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void They_and_the_base_value_sum_to_the_raw_score()
    {
        var model = new BoostedTrees { Rounds = 60, Patience = 0 }.Fit(Data, new(1));
        var scores = new double[200];
        model.Score(Data.Validation.Values, scores);
        for (var row = 0; row < 200; row++)
            Assert.Equal(
                Math.Log(scores[row] / (1 - scores[row])),
                Explain(model, Data.Validation.Row(row).ToArray()).Sum(),
                9
            );
    }

    [Fact]
    public void They_are_the_Shapley_values_over_all_subsets_of_columns() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[2, 12], Gen.Int[0, 1000], Gen.Int[0, 199])
            .Sample(
                (rounds, leaves, seed, row) =>
                {
                    var trees = new BoostedTrees
                    {
                        Rounds = rounds,
                        Leaves = leaves,
                        MinLeafRows = 3,
                        Patience = 0,
                        ColumnShare = .8,
                    };
                    var model = trees.Fit(new(TabularTrainerContract.Rows(150, seed), Data.Validation), new(seed));
                    var values = Data.Validation.Row(row).ToArray();
                    Assert.Equal(Brute(model, values), Explain(model, values), (a, b) => Math.Abs(a - b) < 1e-9);
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public void A_model_that_is_one_number_is_its_base_value()
    {
        var rows = Data.Train with { Values = new float[600 * 4] };
        var model = new BoostedTrees { Rounds = 1, Patience = 0 }.Fit(new(rows, rows), new(1));
        var share = rows.Labels.Average();
        Assert.Equal(
            [0, 0, 0, 0, Math.Log(share / (1 - share))],
            Explain(model, new float[4]),
            (a, b) => Math.Abs(a - b) < 1e-6
        );
    }

    /// <summary>The definition (Shapley, 1953): each column's gain, averaged over all orders in which columns become known.</summary>
    private static double[] Brute(TreeEnsemble model, float[] row)
    {
        var result = new double[row.Length + 1];
        int[] factorials = [1, 1, 2, 6, 24];
        for (var column = 0; column < row.Length; column++)
        for (var known = 0; known < 1 << row.Length; known++)
            if ((known >> column & 1) == 0)
            {
                var size = int.PopCount(known);
                var weight = (double)factorials[size] * factorials[row.Length - 1 - size] / factorials[row.Length];
                result[column] += weight * (Value(known | 1 << column) - Value(known));
            }
        result[^1] = Value(0);
        return result;

        double Value(int known) => model.Model.Roots.Sum(root => Mean(root, known));

        double Mean(int node, int known)
        {
            if (node < 0)
                return model.Model.Leaves[~node];
            if ((known >> model.Model.Nodes[node].Column & 1) != 0)
                return Mean(model.Model.Next(node, row, 0), known);
            var (left, right) = (model.Model.Children[2 * node], model.Model.Children[2 * node + 1]);
            var (first, second) = (model.Model.Cover(left), model.Model.Cover(right));
            return (first * Mean(left, known) + second * Mean(right, known)) / (first + second);
        }
    }

    /// <summary>The contributions and then the base value.</summary>
    private static double[] Explain(TreeEnsemble model, float[] row)
    {
        var contributions = new double[row.Length];
        var expected = model.Explain(row, contributions);
        return [.. contributions, expected];
    }
}
