using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Trees;

public sealed class RandomSplitTests
{
    private static readonly int[] Six = [0, 1, 2, 3, 4, 5];

    private static LabelledRows Rows(bool codes, float[] values) =>
        new(new(["x"], [codes]), values, [0, 0, 0, 1, 1, 1], Six);

    [Fact]
    public void A_threshold_lies_between_the_lowest_and_the_highest_and_a_set_holds_some_of_the_codes()
    {
        var (quantities, codes) = (Rows(false, [3, 4, 5, 6, 7, 8]), Rows(true, [0, 0, 2, 2, 40, 40]));
        for (var seed = 0; seed < 100; seed++)
        {
            var threshold = RandomSplit.Draw(quantities, Six, 0, new Random(seed))!.Threshold;
            Assert.InRange(threshold, 3, MathF.BitDecrement(8));
            var set = RandomSplit.Draw(codes, Six, 0, new Random(seed))!.Codes!;
            Assert.InRange(set.Count, 1, 2);
            Assert.Subset(new HashSet<int> { 0, 2, 40 }, set.ToHashSet());
        }
        Assert.Null(RandomSplit.Draw(quantities, [2], 0, new Random(1)));
    }

    [Fact]
    public void It_gains_the_squared_error_that_it_takes_away_and_missing_values_go_where_they_gain_more()
    {
        var rows = Rows(false, [1, 2, float.NaN, 3, 4, float.NaN]);
        var all = RowSum.Of(rows, Six);
        var split = new RandomSplit(Six, 0, 2, null).Judge(rows, all, minLeafRows: 2);
        // Of an error of 1.5, three labels of one kind beside one of the other leave .75, whichever side takes the two.
        Assert.Equal(.75, split.Gain, 1e-12);
        Assert.True(split.IsLeft([2]));
        Assert.False(split.IsLeft([2.5f]));
        Assert.Equal(split.MissingLeft, split.IsLeft([float.NaN]));
        Assert.Equal(double.NegativeInfinity, new RandomSplit(Six, 0, 1, null).Judge(rows, all, minLeafRows: 4).Gain);
    }
}
