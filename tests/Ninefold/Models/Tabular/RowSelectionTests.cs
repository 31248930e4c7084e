using CsCheck;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class RowSelectionTests
{
    private static readonly LabelledRows All = TabularTrainerContract.Rows(60, 1) with
    {
        Weights = [.. Enumerable.Range(1, 60).Select(i => (float)i)],
    };

    [Fact]
    public void Rows_keep_all_they_had_and_groups_stay_together() =>
        Gen.Int[0, 59]
            .Array[1, 80]
            .Select(rows => rows.Order().ToArray())
            .Sample(taken =>
            {
                var rows = All.Take(taken);
                rows.Check("taken");
                for (var i = 0; i < taken.Length; i++)
                {
                    Assert.Equal(All.Row(taken[i]), rows.Row(i));
                    Assert.Equal((All.Labels[taken[i]], All.Weights![taken[i]]), (rows.Labels[i], rows.Weights![i]));
                    for (var j = 0; j < i; j++)
                        Assert.Equal(All.Groups[taken[i]] == All.Groups[taken[j]], rows.Groups[i] == rows.Groups[j]);
                }
            });

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(2, 60)]
    public void What_cannot_be_taken_is_refused(int first, int second) =>
        Assert.Contains(
            "must be ascending and below 60",
            Assert.Throws<ArgumentException>(() => All.Take([first, second])).Message
        );

    [Fact]
    public void Rows_that_are_put_after_others_keep_all_they_had()
    {
        var more = TabularTrainerContract.Rows(20, 2);
        var rows = All.Append(more);
        rows.Check("joined");
        Assert.Equal((80, 8), (rows.Count, rows.Groups[^1] + 1));
        Assert.Equal([.. All.Values, .. more.Values], rows.Values);
        Assert.Equal([.. All.Labels, .. more.Labels], rows.Labels);
        Assert.Equal([.. All.Weights!, .. Enumerable.Repeat(1f, 20)], rows.Weights!);
        Assert.Null(more.Append(more).Weights);
        var other = more with { Schema = new(["a", "b", "c", "d"], [false, false, true, false]) };
        Assert.Contains("[a, b, c, d]", Assert.Throws<ArgumentException>(() => All.Append(other)).Message);
    }
}
