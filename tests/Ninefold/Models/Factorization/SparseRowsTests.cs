using CsCheck;
using Ninefold.Data;
using Ninefold.Models.Factorization;

namespace Ninefold.Tests.Models.Factorization;

public class SparseRowsTests
{
    [Fact]
    public void Rows_and_their_transpose_hold_the_sums_of_repeated_interactions() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6], Gen.Int[1, 5])
            .Array[0, 60]
            .Sample(rows =>
            {
                var data = Interactions.From(
                    SessionData.Ids("u", 5),
                    SessionData.Ids("i", 7),
                    rows.Select(r => (r.Item1, new Interaction(r.Item2, r.Item3, 0))).ToList()
                );
                var users = SparseRows.From(data);
                var items = users.Transpose(7);
                var expected = rows.GroupBy(r => (User: r.Item1, Item: r.Item2))
                    .ToDictionary(g => g.Key, g => (float)g.Sum(r => r.Item3));
                Assert.Equal(expected.OrderBy(e => e.Key), Entries(users).OrderBy(e => e.Key));
                Assert.Equal(
                    expected.OrderBy(e => e.Key),
                    Entries(items)
                        .Select(e => KeyValuePair.Create((e.Key.Item2, e.Key.Item1), e.Value))
                        .OrderBy(e => e.Key)
                );
            });

    private static IEnumerable<KeyValuePair<(int, int), float>> Entries(SparseRows rows)
    {
        for (var row = 0; row < rows.Rows; row++)
        for (var i = 0; i < rows.Columns(row).Length; i++)
            yield return new((row, rows.Columns(row)[i]), rows.Values(row)[i]);
    }
}
