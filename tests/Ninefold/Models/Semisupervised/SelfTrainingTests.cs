using Ninefold.Features;
using Ninefold.Models.Linear;
using Ninefold.Models.Semisupervised;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Semisupervised;

public class SelfTrainingTests
{
    private static readonly LogisticRegression Inner = new();

    [Fact]
    public void Rows_without_labels_make_a_model_of_few_labels_better()
    {
        var test = Clusters(1000, 999);
        var (alone, trained) = (0.0, 0.0);
        for (var seed = 0; seed < 10; seed++)
        {
            var (few, many) = (Clusters(4, seed), Hidden(Clusters(600, 100 + seed)));
            alone += Right(Inner.Fit(new(few, few), new(1)), test) / 10;
            trained += Right(new SelfTraining(Inner, .8).Fit(new(new(few, few), many), new(1)), test) / 10;
        }
        Assert.InRange(trained, alone + .005, 1);
    }

    [Fact]
    public void Without_a_row_that_it_is_sure_of_it_is_the_inner_model()
    {
        var few = Clusters(20, 1);
        var expected = new double[few.Count];
        Inner.Fit(new(few, few), new(1)).Score(few.Values, expected);
        var scores = new double[few.Count];
        new SelfTraining(Inner, 1).Fit(new(new(few, few), Clusters(50, 2)), new(1)).Score(few.Values, scores);
        Assert.Equal(expected, scores);
    }

    [Fact]
    public void What_it_cannot_use_is_refused()
    {
        var rows = Clusters(20, 1);
        Assert.Contains("got 0.5; Rounds must be at least 1, got 0", Message(() => new SelfTraining(Inner, .5, 0)));
        var other = rows with { Schema = new FeatureSchema(["x", "z"], [false, false]) };
        Assert.Contains(
            "must have the columns [x, y], got [x, z]",
            Message(() => new SelfTraining(Inner).Fit(new(new(rows, rows), other), new(1)))
        );
        Assert.Contains(
            "needs probabilities, but 'by-x' scores the row",
            Message(() => new SelfTraining(new ByFeature("x")).Fit(new(new(rows, rows), rows), new(1)))
        );
        Assert.Equal("self-trained-by-x", new SelfTraining(new ByFeature("x")).Name);
    }

    private static string Message(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;

    /// <summary>Two round clusters, far apart along the diagonal.</summary>
    private static LabelledRows Clusters(int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[count * 2], new float[count]);
        for (var row = 0; row < count; row++)
        {
            labels[row] = row % 2;
            for (var column = 0; column < 2; column++)
                values[row * 2 + column] =
                    1.6f * (row % 2 * 2 - 1) + Enumerable.Range(0, 12).Sum(_ => random.NextSingle()) - 6;
        }
        return new(new FeatureSchema(["x", "y"], [false, false]), values, labels, [.. Enumerable.Range(0, count)]);
    }

    /// <summary>With labels that would mislead, were they read.</summary>
    private static LabelledRows Hidden(LabelledRows rows) => rows with { Labels = [.. rows.Labels.Select(l => 1 - l)] };

    private static double Right(ITabularModel model, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return scores.Zip(rows.Labels).Average(row => row.First > .5 == (row.Second == 1) ? 1.0 : 0);
    }
}
