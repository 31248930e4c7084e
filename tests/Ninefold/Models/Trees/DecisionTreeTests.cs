using System.Text.Json;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class DecisionTreeTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new DecisionTree();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<TreeEnsemble>(json)!;

    // scikit-learn 1.2.1: DecisionTreeClassifier(max_leaf_nodes=6, min_samples_leaf=20).predict_proba
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        var rows = Grid();
        var scores = new double[400];
        new DecisionTree { Leaves = 6 }
            .Fit(new(rows, rows), new(1))
            .Score(rows.Values, scores);
        double[] expected = [0, 1, 1, .0243902439, .0243902439, .2166666667, 1, .21875, 0, 0, 0, 1, 1, .0243902439];
        Assert.Equal(expected, Enumerable.Range(0, 14).Select(i => scores[3 * i]), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Its_rules_can_be_read()
    {
        var rows = Grid();
        Assert.Equal(
            """
            if b ≤ 6.5
              if a ≤ 5.5
                0 of 114 rows
              else
                if c ≤ 3.5
                  0.0244 of 41 rows
                else
                  0.217 of 60 rows
            else
              if c ≤ 2.5
                if a ≤ 5.5
                  0.219 of 32 rows
                else
                  1 of 30 rows
              else
                1 of 123 rows

            """,
            new DecisionTree { Leaves = 6 }
                .Fit(new(rows, rows), new(1))
                .Rules(rows.Schema)
        );
    }

    [Fact]
    public void It_is_no_deeper_and_has_no_more_leaves_than_asked_for()
    {
        var data = new TabularData(Rows(600, 1), Rows(200, 2));
        var depths = Leaves(new DecisionTree { Depth = 2, MinLeafRows = 5 });
        Assert.Equal([2, 2, 2, 2], depths);
        Assert.Equal(7, Leaves(new DecisionTree { Leaves = 7, MinLeafRows = 5 }).Count);

        List<int> Leaves(DecisionTree tree) =>
            [
                .. tree.Fit(data, new(1))
                    .Rules(data.Train.Schema)
                    .Split('\n')
                    .Where(line => line.EndsWith("rows", StringComparison.Ordinal))
                    .Select(line => line.TakeWhile(c => c == ' ').Count() / 2),
            ];
    }

    [Fact]
    public void Nothing_to_split_gives_the_mean()
    {
        var rows = Rows(600, 1) with { Values = new float[600 * 4] };
        var scores = new double[1];
        new DecisionTree().Fit(new(rows, rows), new(1)).Score(new float[4], scores);
        Assert.Equal(rows.Labels.Average(), scores[0], 5);
    }

    [Fact]
    public void Rows_and_parameters_that_cannot_be_used_are_refused_clearly()
    {
        var rows = Rows(20, 1);
        Assert.Contains("need two different ones", Refused(rows with { Labels = new float[20] }));
        Assert.Contains(
            "The labels of classification trees must be whole, 0 to 1, training row 2 has 2.",
            Refused(rows with { Labels = [.. Enumerable.Range(0, 20).Select(i => (float)i)] })
        );
        Assert.Contains(
            "Depth of DecisionTree must be 1 to 1000, got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new DecisionTree { Depth = 0 }).Message
        );

        static string Refused(LabelledRows rows) =>
            Assert.Throws<ArgumentException>(() => new DecisionTree().Fit(new(rows, rows), new(1))).Message;
    }

    private static LabelledRows Grid()
    {
        var (values, labels) = (new List<float>(), new List<float>());
        for (var i = 0; i < 400; i++)
        {
            var (a, b, c) = (i * 7 % 11, i * i % 13, (i * 5 + 3) % 9);
            values.AddRange([a, b, c]);
            var points = (a > 5 ? 1 : 0) + (b > 8 ? 2 : 0) - (c < 3 ? 1 : 0) + (i % 5 == 0 ? 1 : 0);
            labels.Add(points >= 2 ? 1 : 0);
        }
        return new(new(["a", "b", "c"], new bool[3]), [.. values], [.. labels], [.. Enumerable.Range(0, 400)]);
    }
}
