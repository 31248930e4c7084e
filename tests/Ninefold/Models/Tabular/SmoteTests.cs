using CsCheck;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class SmoteTests
{
    [Fact]
    public void Made_up_rows_lie_between_a_row_and_one_of_its_neighbours()
    {
        // Two clusters of label 1; with two neighbours no row may lie between them.
        float[] positives = [0, 0, 1, 0, 0, 1, 100, 100, 101, 100, 100, 101];
        var rows = Rows([.. positives, .. new float[60]], [.. Enumerable.Repeat(1f, 6), .. new float[30]]);
        var more = new Smote(Neighbors: 2).Apply(rows, seed: 4);
        more.Check("enriched");
        Assert.Equal((60, 30), (more.Count, more.Labels.Count(label => label == 1)));
        Assert.Equal(rows.Values, more.Values[..rows.Values.Length]);
        for (var row = rows.Count; row < more.Count; row++)
        {
            var (x, y) = (more.Row(row)[0] % 100, more.Row(row)[1] % 100);
            Assert.InRange(x, 0, 1);
            Assert.InRange(y, 0, 1);
            Assert.InRange(x + y, 0, 1.0001f);
        }
        Assert.Equal(more.Values, new Smote(Neighbors: 2).Apply(rows, seed: 4).Values);
        Assert.NotEqual(more.Values, new Smote(Neighbors: 2).Apply(rows, seed: 5).Values);
    }

    [Fact]
    public void Units_do_not_decide_who_is_near()
    {
        // In raw units the nearest of each is the one beside it; in standard deviations it is one of its own column.
        float[] positives = [0, 0, 0, 300, 0, 1000, 9, 0, 9, 300, 9, 1000];
        var rows = Rows([.. positives, .. new float[80]], [.. Enumerable.Repeat(1f, 6), .. new float[40]]);
        var more = new Smote(Neighbors: 1).Apply(rows, seed: 1);
        Assert.Equal(80, more.Count);
        for (var row = rows.Count; row < more.Count; row++)
            Assert.True(more.Row(row)[0] is 0 or 9);
    }

    [Fact]
    public void Missing_values_stay_missing_or_are_the_rows_own() =>
        Gen.Select(Gen.OneOf(Gen.Float[-1, 1], Gen.Const(float.NaN)).Array[8], Gen.Int)
            .Sample(
                (positives, seed) =>
                {
                    var rows = Rows([.. positives, .. new float[40]], [1, 1, 1, 1, .. new float[20]]);
                    var more = new Smote(Neighbors: 3).Apply(rows, seed);
                    for (var row = rows.Count; row < more.Count; row++)
                    {
                        var from = rows.Row((row - rows.Count) % 4);
                        for (var column = 0; column < 2; column++)
                            Assert.Equal(float.IsNaN(from[column]), float.IsNaN(more.Row(row)[column]));
                    }
                }
            );

    [Fact]
    public void All_faults_are_named()
    {
        var coded = TabularTrainerContract.Rows(10, 1);
        coded.Labels.AsSpan().Clear();
        Assert.StartsWith(
            "Smote cannot use the rows: all columns must be quantities, but these hold codes: code; "
                + "2 rows of label 1 and 1 of 0 are needed, got 0 and 10.",
            Assert.Throws<ArgumentException>(() => new Smote().Apply(coded, 1)).Message
        );
        Assert.Contains(
            "Neighbors must be 1 or more, got 0; PerNegative must be above 0, got 0",
            Assert.Throws<ArgumentException>(() => new Smote(0, 0)).Message
        );
    }

    private static LabelledRows Rows(float[] values, float[] labels) =>
        new(new FeatureSchema(["x", "y"], [false, false]), values, labels, [.. Enumerable.Range(0, labels.Length)]);
}
