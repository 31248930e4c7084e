using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

public sealed class AutoTargetTests : IDisposable
{
    private readonly Customers customers = new();

    public void Dispose() => customers.Dispose();

    [Theory]
    [InlineData("no,yes", TargetKind.Binary, "no,yes")]
    [InlineData("true,false", TargetKind.Binary, "false,true")]
    [InlineData("a,a,a,b", TargetKind.Binary, "a,b")] // the rarer one is what is looked for
    [InlineData("0,1", TargetKind.Binary, "0,1")]
    [InlineData("4,2", TargetKind.Binary, "2,4")]
    [InlineData("red,green,blue", TargetKind.Classes, "blue,green,red")]
    [InlineData("3,10,2", TargetKind.Classes, "2,3,10")]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11", TargetKind.Quantity, "")]
    [InlineData("1.5,2,3", TargetKind.Quantity, "")]
    [InlineData("0,1,2,3,4,5,6,7,8,9,11,12,13,14,900", TargetKind.Amount, "")]
    public void The_kind_follows_from_the_values(string values, object kind, string classes)
    {
        var target = Of(values.Split(','), out var faults);
        Assert.Empty(faults);
        Assert.Equal((TargetKind)kind, target!.Kind);
        Assert.Equal(classes, string.Join(',', target.Classes));
    }

    [Fact]
    public void Labels_are_places_of_classes_numbers_or_their_logarithms()
    {
        Assert.Equal([1, 0, 1, 0], Of(["yes", "no"], out _)!.Labels[..4]);
        Assert.Equal([1.5f, 2, 3], Of(["1.5", "2", "3"], out _)!.Labels[..3]);
        string[] amounts = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "11", "12", "13", "14", "900"];
        Assert.Equal(
            [0, MathF.Log(2), MathF.Log(3)],
            Of(amounts, out _)!.Labels[..3],
            (a, b) => Math.Abs(a - b) < 1e-6
        );
    }

    [Fact]
    public void Rows_without_a_target_and_classes_of_a_few_rows_are_left_out_and_told()
    {
        var rows = Enumerable
            .Range(0, 100)
            .Select(i =>
                i < 3 ? "rare"
                : i < 8 ? ""
                : i % 2 == 0 ? "a"
                : "b"
            );
        var target = Of(rows, out var faults, times: 1);
        Assert.Empty(faults);
        Assert.Equal(92, target!.Rows.Length);
        Assert.Equal(
            [
                "5 rows without a 'y' were left out.",
                "The class 'rare' was left out: 3 rows are too few to be learned and judged.",
            ],
            target.Notes
        );
    }

    [Theory]
    [InlineData("a", "must have two values or more, but all 30 rows have 'a'")]
    [InlineData("", "is empty in all 30 rows")]
    [InlineData("2024-01-01,2024-01-02", "must hold classes or numbers, but holds moments")]
    [InlineData("unique", "must hold numbers or at most 100 classes, but has 150 different texts")]
    [InlineData("few", "must have two values with 10 rows or more, but has 'a' in 100, 'b' in 5")]
    public void What_cannot_be_learned_is_a_fault(string values, string fault)
    {
        var cells = values switch
        {
            "unique" => Enumerable.Range(0, 150).Select(i => $"t{i}"),
            "few" => [.. Enumerable.Repeat("a", 100), .. Enumerable.Repeat("b", 5)],
            _ => values.Split(','),
        };
        var times = values is "unique" or "few" ? 1 : 30;
        Assert.Null(Of(cells, out var faults, values.Contains(',') ? 30 : times));
        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    private AutoTarget? Of(IEnumerable<string> values, out List<string> faults, int times = 30)
    {
        var rows = Enumerable.Repeat(values.ToList(), times).SelectMany(v => v).Select(v => $"{v},1");
        var source = Customers.Read(customers.Write($"y,x\n{string.Join('\n', rows)}\n"));
        return AutoTarget.Of(source, "y", faults = []);
    }
}
