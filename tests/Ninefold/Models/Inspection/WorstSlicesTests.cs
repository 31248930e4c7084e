using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public class WorstSlicesTests
{
    // Right everywhere but where the code is 2 and x is in the upper half; the quantity y has no say.
    private static readonly FormulaModel Model = new(3, x => x[0] == 2 && x[1] > 50 ? 1 : 0);

    private static LabelledRows Rows()
    {
        var values = Enumerable.Range(0, 1200).SelectMany(i => new float[] { i % 3, i / 3 % 100, i * 7 % 11 });
        int[] groups = [.. Enumerable.Range(0, 1200)];
        return new(new(["code", "x", "y"], [true, false, false]), [.. values], new float[1200], groups);
    }

    [Fact]
    public void The_place_of_the_errors_is_told_first_with_its_rows_and_interval()
    {
        var found = new WorstSlices(3).Find(Model, Rows(), new MeanSquaredError(), new(1));
        Assert.Equal(3, found.Count);
        Assert.Equal(
            ["code = 2 and x 49 to 74", "code = 2 and x 74 to 99"],
            found.Take(2).Select(s => s.Slice).Order()
        );
        Assert.All(found.Take(2), s => Assert.InRange(s.Value!.Value, .95, 1));
        Assert.All(found, s => Assert.InRange(s.Count, 50, 1199));
        var single = new WorstSlices(1, Pairs: false).Find(Model, Rows(), new MeanSquaredError(), new(1));
        Assert.Equal("code = 2", Assert.Single(single).Slice);
        Assert.InRange(single[0].Value!.Value, .45, .52);
    }

    [Fact]
    public void What_is_missing_is_a_slice_of_its_own_and_small_or_undefined_ones_are_left_out()
    {
        var rows = Rows();
        for (var i = 0; i < 60; i++)
            (rows.Values[i * 3 + 1], rows.Labels[i]) = (float.NaN, 1);
        var found = new WorstSlices(1, Pairs: false).Find(Model, rows, new MeanSquaredError(), new(1));
        Assert.Equal(("x missing", 60), (found[0].Slice, found[0].Count));
        Assert.DoesNotContain(
            new WorstSlices(50, MinRows: 61).Find(Model, rows, new MeanSquaredError(), new(1)),
            s => s.Slice == "x missing"
        );
        Assert.Empty(new WorstSlices().Find(Model, Rows(), new RocAuc(), new(1)));
        Assert.Throws<ArgumentException>(() => new WorstSlices(0, 0));
    }
}
