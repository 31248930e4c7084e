using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Reading;
using Ninefold.Data.Tables;

namespace Ninefold.Tests.Data.Reading;

public class InteractionColumnsTests
{
    private static readonly Vocabulary Items = new([.. Enumerable.Range(0, 50).Select(i => $"i{i}")]);

    private static readonly Gen<(int User, int Item, int Second)[]> Rows = Gen.Select(
            Gen.Int[0, 3],
            Gen.Int[0, 49],
            Gen.Int[0, 5]
        )
        .Array[1, 80]
        .Select(rows => rows.DistinctBy(r => (r.Item1, r.Item2)).Select(r => (r.Item1, r.Item2, r.Item3)).ToArray());

    [Fact]
    public void A_users_moments_rise_strictly_and_move_by_less_than_there_are_ties() =>
        Rows.Sample(rows =>
        {
            var read = Read(rows);
            Assert.Equal(rows.Length, read.Count);
            for (var user = 0; user < read.Users; user++)
            {
                var own = read.Of(user).ToArray();
                Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
                Assert.All(
                    own,
                    row =>
                    {
                        var second = rows.Single(r => $"u{r.User}" == read.UserIds[user] && r.Item == row.Item).Second;
                        Assert.InRange(row.At - second * 1000, 0, own.Length - 1);
                    }
                );
            }
        });

    [Fact]
    public void The_order_of_ties_is_neither_that_of_the_rows_nor_of_the_items() =>
        Rows.Sample(rows =>
        {
            var backwards = Read(rows.Reverse());
            var read = Read(rows);
            foreach (var user in read.UserIds.Ids)
                Assert.Equal(
                    read.Of(read.UserIds.Find(user)).ToArray(),
                    backwards.Of(backwards.UserIds.Find(user)).ToArray()
                );
        });

    [Fact]
    public void Ties_are_spread_like_chance()
    {
        var read = Read(Enumerable.Range(0, 50).Select(item => (0, item, 7)));
        var inversions = read.Of(0)
            .ToArray()
            .Zip(read.Of(0).ToArray().Skip(1))
            .Count(p => p.First.Item > p.Second.Item);
        Assert.InRange(inversions, 15, 34); // 24.5 expected of 49
    }

    private static Interactions Read(IEnumerable<(int User, int Item, int Second)> rows)
    {
        var all = rows.ToList();
        var table = new Table(
            "t",
            [
                TextColumn.From("user", all.Select(r => $"u{r.User}")),
                TextColumn.From("item", all.Select(r => $"i{r.Item}")),
                new NumberColumn("at", [.. all.Select(r => r.Second * 1000.0)]),
            ]
        );
        return new InteractionColumns("user", "item", "at", null).Read(table, Items);
    }
}
