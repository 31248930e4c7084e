using CsCheck;
using Ninefold.Data;

namespace Ninefold.Tests.Data;

public class InteractionsTests
{
    private static readonly Vocabulary Users = new(["a", "b", "c", "d"]);
    private static readonly Vocabulary Items = new(["x", "y", "z"]);

    [Fact]
    public void Histories_are_sorted_by_time_and_ties_keep_their_order() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 5])
            .Array[0, 60]
            .Sample(rows =>
            {
                var all = rows.Select((r, i) => (r.Item1, new Interaction(r.Item2, i, r.Item3))).ToList();
                var interactions = Interactions.From(Users, Items, all);
                for (var user = 0; user < Users.Count; user++)
                    Assert.Equal(
                        all.Where(r => r.Item1 == user).Select(r => r.Item2).OrderBy(r => r.At).ToArray(),
                        interactions.Of(user).ToArray()
                    );
                Assert.Equal(all.Count, interactions.Count);
            });

    [Fact]
    public void The_fingerprint_changes_with_the_content_only()
    {
        var one = Interactions.From(Users, Items, [(0, new(1, 4, 10)), (2, new(0, 3, 5))]);
        var same = Interactions.From(Users, Items, [(2, new(0, 3, 5)), (0, new(1, 4, 10))]);
        var other = Interactions.From(Users, Items, [(0, new(1, 4, 11)), (2, new(0, 3, 5))]);
        Assert.Equal(one.Fingerprint, same.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void Where_keeps_users_and_items()
    {
        var kept = Interactions
            .From(Users, Items, [(0, new(1, 4, 10)), (2, new(0, 3, 5))])
            .Where((user, _) => user == 2);
        Assert.Equal((1, 4, 3), (kept.Count, kept.Users, kept.Items));
    }
}
