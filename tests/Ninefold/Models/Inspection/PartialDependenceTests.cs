using CsCheck;
using Ninefold.Models.Inspection;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public class PartialDependenceTests
{
    private static readonly LabelledRows Rows = WaveRows.Quantities().Filled();

    [Fact]
    public void Of_a_linear_model_every_curve_has_the_coefficient_for_its_slope()
    {
        var model = (LinearModel)((ITabularTrainer)new LinearRegression()).Fit(new(Rows, Rows), new(1));
        var curve = new PartialDependence(10).Of(model, Rows, "b");
        Assert.Equal(10, curve.Values.Length);
        Assert.All(
            curve.Rows,
            row => Assert.Equal(model.Coefficients[1], (row[^1] - row[0]) / (curve.Values[^1] - curve.Values[0]), 1e-5)
        );
        Assert.Equal(0, curve.Spread, 1e-9);
    }

    // By hand: of a · b the partial dependence on a is a · mean(b), and rows move with their own b.
    [Fact]
    public void Columns_that_act_together_show_in_the_spread_of_the_rows()
    {
        var model = new FormulaModel(4, x => x[0] * x[1]);
        var curve = new PartialDependence(Rows: 300).Of(model, Rows, "a");
        var mean = Enumerable.Range(0, Rows.Count).Average(row => (double)Rows.Row(row)[1]);
        Assert.Equal(curve.Values.Select(a => a * mean), curve.Mean, (x, y) => Math.Abs(x - y) < 1e-4);
        Assert.Equal(curve.Values[3] * (double)Rows.Row(7)[1], curve.Rows[7][3], 1e-5);
        Assert.True(curve.Spread > .5);
    }

    [Fact]
    public void The_mean_is_the_mean_of_the_rows_and_the_rows_stay_as_they_were() =>
        Gen.Select(Gen.Int[2, 12], Gen.Int[1, 40], Gen.Int[0, 3])
            .Sample(
                (points, rows, column) =>
                {
                    float[] before = [.. Rows.Values];
                    var curve = new PartialDependence(points, rows).Of(
                        new FormulaModel(4, x => x[0] - x[1] * x[2] + Math.Sin(x[3])),
                        Rows,
                        Rows.Schema.Names[column]
                    );
                    for (var v = 0; v < curve.Values.Length; v++)
                        Assert.Equal(curve.Rows.Average(row => row[v]), curve.Mean[v], 1e-9);
                    Assert.Equal(curve.Values.Order(), curve.Values);
                    Assert.Equal(before, Rows.Values);
                },
                iter: 100
            );

    [Fact]
    public void Codes_are_taken_as_they_occur_and_what_is_not_there_is_refused()
    {
        var rows = TabularTrainerContract.Rows(200, 1);
        var model = new FormulaModel(4, x => x[2]);
        Assert.Equal([0, 1, 2, 3, 4], new PartialDependence().Of(model, rows, "code").Values);
        Assert.Contains(
            "There are: slope, curve, code, noise",
            Assert.Throws<ArgumentException>(() => new PartialDependence().Of(model, rows, "slop")).Message
        );
        var missing = rows with { Values = [.. rows.Values.Select((v, i) => i % 4 == 0 ? float.NaN : v)] };
        Assert.Throws<ArgumentException>(() => new PartialDependence().Of(model, missing, "slope"));
        Assert.Throws<ArgumentException>(() => new PartialDependence(1, 0));
    }
}
