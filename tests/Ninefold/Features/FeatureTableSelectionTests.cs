using Ninefold.Features;

namespace Ninefold.Tests.Features;

public class FeatureTableSelectionTests
{
    private static readonly FeatureTable All = new(
        "set",
        [new NumericColumn("x", [1, 2, float.NaN, 4]), new CategoricalColumn("c", [0, 1, -1, 0], ["a", "b"])],
        [0, 1, 0, 1],
        [0, 0, 1, 2],
        [1, 2, 3, 4]
    );

    [Fact]
    public void Rows_keep_all_they_had_and_groups_are_numbered_anew()
    {
        var taken = All.Take([1, 1, 3]);
        Assert.Equal([2, 2, 4], ((NumericColumn)taken.Columns[0]).Values);
        Assert.Equal([1, 1, 0], ((CategoricalColumn)taken.Columns[1]).Codes);
        Assert.Equal(["a", "b"], ((CategoricalColumn)taken.Columns[1]).Categories);
        Assert.Equal([1, 1, 1], taken.Labels);
        Assert.Equal([0, 0, 1], taken.Groups);
        Assert.Equal([2, 2, 4], taken.Weights!);
        Assert.Equal("set", taken.Set);
        Assert.Null((All with { Weights = null }).Take([0]).Weights);
    }

    [Fact]
    public void Tables_of_one_set_are_joined()
    {
        var more = All with
        {
            Columns = [new NumericColumn("x", [5, 6, 7, 8]), new CategoricalColumn("c", [0, 1, -1, 1], ["z", "a"])],
            Moments = [1, 2, 3, 4],
        };
        var joined = All.Concat(more);
        Assert.Equal([1, 2, float.NaN, 4, 5, 6, 7, 8], ((NumericColumn)joined.Columns[0]).Values);
        Assert.Equal(["a", "b", "z"], ((CategoricalColumn)joined.Columns[1]).Categories);
        Assert.Equal([0, 1, -1, 0, 2, 0, -1, 0], ((CategoricalColumn)joined.Columns[1]).Codes);
        Assert.Equal([0, 0, 1, 2, 3, 3, 4, 5], joined.Groups);
        Assert.Equal(8, joined.Weights!.Length);
        Assert.Null(joined.Moments); // those of the first are not known
        Assert.Equal([3, 4], more.Take([2, 3]).Moments!);
        Assert.Throws<ArgumentException>(() => All.Concat(more with { Set = "other" }));
        Assert.Throws<ArgumentException>(() => All.Concat(more with { Weights = null }));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(2, 4)]
    public void What_cannot_be_taken_is_refused(int first, int second) =>
        Assert.Contains(
            "must be ascending and below 4",
            Assert.Throws<ArgumentException>(() => All.Take([first, second])).Message
        );
}
