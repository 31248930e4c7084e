using CsCheck;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class TreeEnsembleTests
{
    private static readonly string Text = new BoostedTrees
    {
        Rounds = 3,
        Leaves = 5,
        Patience = 0,
    }
        .Fit(new(TabularTrainerContract.Rows(300, 1), TabularTrainerContract.Rows(1, 1)), new(1))
        .Text;

    [Theory]
    [InlineData(
        "objective=binary sigmoid:1",
        "objective=multiclass num_class:3",
        "must be binary, lambdarank, rank_xendcg, regression or quantile"
    )]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=3", "one score a row")]
    [InlineData("max_feature_idx=3", "max_feature_idx=0", "a split asks column")]
    [InlineData("leaf_value=", "leaf_value=1 ", "'leaf_value' must have")]
    [InlineData("left_child=", "left_child_=", "'left_child=' is missing")]
    [InlineData("leaf_count=", "leaf_count=0 ", "'leaf_count' must have")]
    [InlineData("is_linear=0", "is_linear=1", "linear trees")]
    [InlineData("end of trees", "", "end of trees")]
    [InlineData("Tree=2", "Tree 2", "trees are missing")]
    [InlineData("tree\n", "{}\n", "must start with 'tree'")]
    public void A_damaged_or_foreign_text_is_refused_with_the_reason(string part, string replacement, string reason)
    {
        Assert.Contains(part, Text);
        var error = Assert.Throws<InvalidDataException>(() => new TreeEnsemble(Text.Replace(part, replacement)));
        Assert.StartsWith("The text is no LightGBM model that can be read: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Whatever_bytes_are_damaged_it_is_refused_or_scores_in_finite_time() =>
        Gen.Select(Gen.Int[0, Text.Length - 1], Gen.OneOf(Gen.Char['0', '9'], Gen.Char[' ', '~']))
            .Sample(
                (place, damage) =>
                {
                    try
                    {
                        var model = new TreeEnsemble(Text[..place] + damage + Text[(place + 1)..]);
                        model.Score(new float[5 * model.Width], new double[5]);
                    }
                    catch (InvalidDataException) { }
                },
                iter: 3000
            );

    [Fact]
    public void It_costs_the_comparisons_of_the_rows_it_learned_from()
    {
        var model = new TreeEnsemble(Text);
        var rows = TabularTrainerContract.Rows(300, 1);
        var passed = 0;
        for (var row = 0; row < rows.Count; row++)
            foreach (var root in model.Model.Roots)
                for (var node = root; node >= 0; passed++)
                    node = model.Model.Next(node, rows.Row(row), 0);
        var cost = model.Cost()!;
        Assert.Equal(3 * (4 + 5), cost.Parameters);
        Assert.Equal(3 + (long)Math.Round(passed / 300.0), cost.Operations);
    }

    [Fact]
    public void The_text_does_not_depend_on_threads() => Assert.DoesNotContain("num_threads", Text);
}
