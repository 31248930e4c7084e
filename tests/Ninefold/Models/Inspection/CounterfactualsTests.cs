using CsCheck;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public class CounterfactualsTests
{
    private static readonly LabelledRows Rows = WaveRows.Quantities().Filled();

    [Fact]
    public void The_cheapest_of_the_allowed_columns_is_led_back_to_the_threshold()
    {
        // d varies four times as much as c: a unit of it is cheap.
        var model = new FormulaModel(4, x => x[2] + x[3]);
        var found = new Counterfactuals().Find(model, Rows, [0, 0, 0, 0], 5, new("c"), new ChangeBounds("d"));
        Assert.True(found.Found);
        var change = Assert.Single(found.Changes);
        Assert.Equal(("d", 0f), (change.Column, change.From));
        Assert.Equal(5, change.To, 1e-3);
        Assert.True(found.Before < 5 && found.After >= 5);
        var bounded = new Counterfactuals().Find(model, Rows, [0, 0, 0, 0], 5, new("c"), new ChangeBounds("d", -1, 1));
        Assert.True(bounded.Found && bounded.Changes.Any(c => c.Column == "c"));
        Assert.True(bounded.Cost > found.Cost);
    }

    [Fact]
    public void Two_columns_are_changed_where_one_does_not_do()
    {
        var model = new FormulaModel(4, x => Math.Min(x[0], x[1]));
        var found = new Counterfactuals().Find(
            model,
            Rows,
            [-1, -3, 0, 0],
            .5,
            new("a"),
            new("b"),
            new ChangeBounds("c")
        );
        Assert.True(found.Found);
        Assert.Equal(["a", "b"], found.Changes.Select(c => c.Column));
        Assert.All(found.Changes, c => Assert.Equal(.5, c.To, 1e-3));
        Assert.False(
            new Counterfactuals(MostColumns: 1)
                .Find(model, Rows, [-1, -3, 0, 0], .5, new("a"), new ChangeBounds("b"))
                .Found
        );
    }

    [Fact]
    public void Where_bounds_leave_no_way_it_says_so_and_how_near_it_came()
    {
        var model = new FormulaModel(4, x => x[0]);
        var found = new Counterfactuals().Find(
            model,
            Rows,
            [0, 0, 0, 0],
            10,
            new("b"),
            new ChangeBounds("a", -1, .75f)
        );
        Assert.False(found.Found);
        Assert.Equal(.75, found.After, 1e-6);
        Assert.Equal("a", Assert.Single(found.Changes).Column);
    }

    [Fact]
    public void What_is_found_flips_within_the_bounds_and_changes_nothing_else() =>
        Gen.Select(Gen.Int[0, 299], Gen.Double[-8, 8], Gen.Float[-4, 0], Gen.Float[0, 4])
            .Sample(
                (at, threshold, low, high) =>
                {
                    var model = new FormulaModel(4, x => 2 * x[0] - x[1] + x[0] * x[2] / 3);
                    var row = Rows.Row(at).ToArray();
                    var found = new Counterfactuals().Find(
                        model,
                        Rows,
                        row,
                        threshold,
                        new ChangeBounds("a", Math.Min(low, row[0]), Math.Max(high, row[0])),
                        new ChangeBounds("c")
                    );
                    Assert.All(found.Changes, c => Assert.True(c.Column is "a" or "c"));
                    float[] changed = [.. row];
                    foreach (var change in found.Changes)
                        changed[change.Column == "a" ? 0 : 2] = change.To;
                    Assert.InRange(changed[0], Math.Min(low, row[0]), Math.Max(high, row[0]));
                    var after = new double[1];
                    model.Score(changed, after);
                    Assert.Equal(after[0], found.After);
                    Assert.Equal(found.Found, after[0] >= threshold != found.Before >= threshold);
                },
                iter: 100
            );

    [Fact]
    public void Codes_cost_one_each_and_all_faults_are_listed()
    {
        var rows = TabularTrainerContract.Rows(200, 1);
        var model = new FormulaModel(4, x => x[2] is 1 or 3 ? 1 : 0);
        var found = new Counterfactuals().Find(model, rows, [0, 0, 2, 0], .5, new ChangeBounds("code"));
        Assert.Equal((true, 1.5), (found.Found, found.Cost));
        var message = Assert
            .Throws<ArgumentException>(() =>
                new Counterfactuals().Find(model, rows, [0, 0], .5, new("cod"), new ChangeBounds("code", 2, 1))
            )
            .Message;
        Assert.Contains("no column 'cod'; 'code' is bounded by 2 to 1; the row has 2 values for 4 columns", message);
        Assert.Throws<ArgumentException>(() => new Counterfactuals(0, 0, 1));
    }
}
