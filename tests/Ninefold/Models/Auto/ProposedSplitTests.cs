using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Data.Tables;
using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

public sealed class ProposedSplitTests : IDisposable
{
    private readonly Customers customers = new();

    public void Dispose() => customers.Dispose();

    [Fact]
    public void Moments_split_by_time_without_being_named()
    {
        var split = customers.Plan("left").Split;
        Assert.Equal((SplitKind.Time, "joined"), (split.Kind, split.Column));
        Assert.Equal([360, 90, 90, 60], Sizes(split));
        var moments = customers.Read().Table.Numbers("joined");
        long[] at = [.. split.Order.Select(row => (long)moments.Values[row])];
        LeakageCheck.Verify(split.Parts, moments: at).ThrowIfFailed();
    }

    [Fact]
    public void Without_moments_classes_are_split_by_chance_in_equal_shares()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"{i % 13},{(i % 10 == 0 ? "yes" : "no")}");
        var split = AutoPlan.Of(Table("x,y", rows), new("y")).Split;
        Assert.Equal(SplitKind.Chance, split.Kind);
        foreach (var part in new[] { split.Parts.Train, split.Parts.Validation, split.Parts.Test })
            Assert.Equal(.1, part.Average(row => split.Labels[row]), .02);
    }

    [Theory]
    [InlineData("birth_date")]
    [InlineData("Birthday")]
    public void Births_order_people_and_not_rows(string column)
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"19{i % 90 + 10}-0{i % 9 + 1}-01,{i % 2}");
        Assert.Equal(SplitKind.Chance, AutoPlan.Of(Table($"{column},y", rows), new("y")).Split.Kind);
    }

    [Fact]
    public void A_time_that_leaves_a_part_without_a_class_is_passed_over_unless_it_was_named()
    {
        var rows = Enumerable
            .Range(0, 200)
            .Select(i => $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd},{i % 7},{(i < 100 ? 0 : 1)}");
        var table = Table("on,x,y", rows);
        Assert.Equal(SplitKind.Chance, AutoPlan.Of(table, new("y")).Split.Kind);
        var error = Assert.Throws<InvalidDatasetException>(() => AutoPlan.Of(table, new("y", Time: "on")));
        Assert.Equal(
            "By time, since there is 'on': it was named as the time. But then the validation has no row of '0'.",
            error.Message
        );
    }

    [Fact]
    public void Groups_that_are_too_few_to_split_are_refused()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"g{i % 2},{i % 7},{i % 3 % 2}");
        var error = Assert.Throws<InvalidDatasetException>(() =>
            AutoPlan.Of(Table("group,x,y", rows), new("y", Group: "group"))
        );
        Assert.Contains("has 0 rows; it needs at least 2", error.Message, StringComparison.Ordinal);
    }

    private GuessedTable Table(string header, IEnumerable<string> rows) =>
        Customers.Read(customers.Write($"{header}\n{string.Join('\n', rows)}\n"));

    private static int[] Sizes(ProposedSplit split) =>
        [split.Parts.Train.Count, split.Parts.Validation.Count, split.Parts.Test.Count, split.Parts.Rehearsal.Count];
}
