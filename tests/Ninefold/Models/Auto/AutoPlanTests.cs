using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

/// <summary>AutoPlan, and AutoColumns through it.</summary>
public sealed class AutoPlanTests : IDisposable
{
    private readonly Customers customers = new();

    public void Dispose() => customers.Dispose();

    [Fact]
    public void Columns_that_cannot_say_anything_and_those_that_say_too_much_are_left_out_with_the_reason()
    {
        var plan = customers.Plan("left");
        Assert.Equal(
            [
                ("empty", "it is empty in all rows"),
                ("id", "it is an id: all 600 are different"),
                (
                    "refund",
                    "WARNING: whether it is empty tells the target without an error; it may be known only after the fact"
                ),
                ("same", "all rows have 'x'"),
            ],
            plan.Dropped.Select(d => (d.Name, d.Why)).Order()
        );
        Assert.Equal(
            ["age", "income", "plan", "region", "joined", "spend", "choice", "grade", "household"],
            plan.Columns.Select(c => c.Name)
        );
        Assert.True(plan.Columns.Single(c => c.Name == "age").Missing > 0);
    }

    [Fact]
    public void Rows_are_numbers_of_rows_only_where_each_has_its_own()
    {
        var text = string.Concat(Enumerable.Range(0, 80).Select(i => $"{i + 7},{i % 9},n{i % 70},{i % 2}\n"));
        var plan = AutoPlan.Of(Customers.Read(customers.Write($"row,x,note,y\n{text}")), new("y"));
        Assert.Equal(
            [("row", "it numbers the rows"), ("note", "it is names or free text: 70 different ones in 80")],
            plan.Dropped.Select(d => (d.Name, d.Why))
        );
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<InvalidDatasetException>(() =>
            AutoPlan.Of(customers.Read(), new("gone", Time: "plan", Group: "nowhere"))
        );
        Assert.Collection(
            error.Details,
            d => Assert.StartsWith("There is no column 'gone' for the target. There are: id, age,", d),
            d => Assert.StartsWith("There is no column 'nowhere' for the group.", d),
            d => Assert.Equal("Rows are split by time or by group: name one of the two.", d),
            d => Assert.StartsWith("The time 'plan' must hold moments in each cell", d)
        );
        Assert.Contains("Target, time and group must be different columns.", Details("left", group: "left"));
    }

    [Fact]
    public void Tables_that_are_too_small_or_too_wide_are_refused()
    {
        var wide = $"y,{string.Join(',', Enumerable.Range(0, 30).Select(i => $"c{i}"))}";
        var rows = Enumerable.Range(0, 24).Select(i => $"{i % 2}{string.Concat(Enumerable.Repeat(",1", 30))}");
        var source = Customers.Read(customers.Write($"{wide}\n{string.Join('\n', rows)}\n"));
        Assert.Equal(
            [
                "There must be more rows than columns, but there are 24 rows and 31 columns.",
                "At least 50 rows with a 'y' are needed, but there are 24.",
            ],
            Assert.Throws<InvalidDatasetException>(() => AutoPlan.Of(source, new("y"))).Details
        );
    }

    [Fact]
    public void A_table_whose_columns_are_all_rubbish_says_why_for_each()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"u{i},x,{i % 2}");
        var source = Customers.Read(customers.Write($"id,same,y\n{string.Join('\n', rows)}\n"));
        var error = Assert.Throws<InvalidDatasetException>(() => AutoPlan.Of(source, new("y")));
        Assert.Equal(
            ["'id' was left out: it is an id: all 60 are different.", "'same' was left out: all rows have 'x'."],
            error.Details
        );
    }

    [Fact]
    public void By_group_rows_of_a_group_stand_side_by_side_with_one_number()
    {
        var plan = customers.Plan("left", group: "household");
        Assert.DoesNotContain("household", plan.Columns.Select(c => c.Name));
        var train = plan.Rows(plan.FeatureSet(), plan.Split.Parts.Train);
        Assert.Equal(train.Groups.Order(), train.Groups);
        Assert.All(train.Groups.CountBy(g => g), g => Assert.Equal(3, g.Value));
        var households = plan.Source.Table.Texts("household");
        LeakageCheck.Verify(plan.Split.Parts, [.. plan.Split.Order.Select(households.Text)]).ThrowIfFailed();
    }

    [Fact]
    public void What_was_done_with_the_table_is_told()
    {
        var rows = Enumerable.Range(0, 300).Select(i => $"{(i % 50 == 0 ? "" : i % 3)},{(i % 7 == 0 ? "NA" : i % 11)}");
        var source = Customers.Read(customers.Write($"y,x\n{string.Join('\n', rows)}\n"));
        Assert.Equal(
            [
                "6 rows without a 'y' were left out.",
                "Cells of 'NA' were read as empty.",
                "'y' takes 3 whole values, which were taken for classes.",
            ],
            AutoPlan.Of(source, new("y")).Notes
        );
    }

    private IReadOnlyList<string> Details(string target, string? group = null) =>
        Assert.Throws<InvalidDatasetException>(() => AutoPlan.Of(customers.Read(), new(target, Group: group))).Details;
}
