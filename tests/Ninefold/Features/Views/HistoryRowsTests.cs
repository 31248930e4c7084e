using CsCheck;
using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class HistoryRowsTests
{
    private static readonly Vocabulary Items = new(["x", "y", "z"]);
    private static readonly string[] All = ["x", "y", "z", "unknown"];

    [Fact]
    public void Known_items_are_numbered_and_what_is_repeated_at_a_moment_is_one() =>
        Gen.Select(Gen.Long[0, 5], Gen.Int[0, 3], Gen.Float[0, 3])
            .Array[0, 30]
            .Sample(done =>
            {
                var rows = done.OrderBy(d => d.Item1)
                    .Select(d => HistoryRows.Row(d.Item1, d.Item3, Vocabulary.HashOf(All[d.Item2])))
                    .ToArray();
                var read = HistoryRows.Of(
                    new(
                        Array.ConvertAll(rows, r => r.At),
                        Array.ConvertAll(rows, r => r.Value),
                        Array.ConvertAll(rows, r => r.Counterpart)
                    ),
                    Items
                );
                Assert.Equal(
                    done.Where(d => d.Item2 < 3)
                        .OrderBy(d => d.Item1)
                        .GroupBy(d => (d.Item1, d.Item2))
                        .Select(g => new Interaction(g.Key.Item2, g.Max(d => d.Item3), g.Key.Item1)),
                    read.ToArray()
                );
            });

    [Fact]
    public void What_differs_in_anything_is_another_row()
    {
        EntityRow[] rows =
        [
            HistoryRows.Row(1, 1, 1),
            HistoryRows.Row(2, 1, 1),
            HistoryRows.Row(1, 2, 1),
            HistoryRows.Row(1, 1, 2),
        ];
        Assert.Equal(4, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(rows[0], HistoryRows.Row(1, 1, 1));
    }
}
