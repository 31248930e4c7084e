using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class UserKnnTests : CandidateSourceContract
{
    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new UserKnn(Neighbors: 10).Fit(data, context);

    // Items 0 … 3; user 0 took 0 1 2, user 1 took 0 3, user 2 took 3.
    private static readonly Interactions Small = Interactions.From(
        SessionData.Ids("u", 3),
        SessionData.Ids("i", 4),
        [
            (0, new(0, 1, 1)),
            (0, new(1, 1, 2)),
            (0, new(2, 1, 3)),
            (1, new(0, 1, 1)),
            (1, new(3, 1, 2)),
            (2, new(3, 1, 1)),
        ]
    );

    [Fact]
    public void Neighbours_vote_with_their_closeness()
    {
        var found = new UserKnn(Shrinkage: 1, HalfLife: null).Fit(Small, new(1)).Find(Query(user: -1, 1, 0));
        // Item 1 has one taker and item 0 two: idf is ln(1 + 3/1) and ln(1 + 3/2).
        var first = (Math.Log(4) + Math.Log(2.5)) / Math.Sqrt(3 + 1);
        var second = Math.Log(2.5) / Math.Sqrt(2 + 1);
        Assert.Equal([0, 1, 2, 3], found.Select(f => f.Item));
        var expected = new[] { first + second, first, first, second };
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], found[i].Score, 1e-5);
    }

    [Fact]
    public void Only_the_nearest_vote_and_never_the_user_itself()
    {
        Assert.Equal([0, 1, 2], new UserKnn(Neighbors: 1).Fit(Small, new(1)).Find(Query(-1, 1, 0)).Select(f => f.Item));
        Assert.Equal(
            [0, 3],
            new UserKnn(Neighbors: 1).Fit(Small, new(1)).Find(Query(user: 0, 1, 0)).Select(f => f.Item)
        );
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new UserKnn(0, -1, 0, 0)).Message;
        foreach (var part in new[] { "Neighbors", "Shrinkage", "HalfLife ", "HalfLifeDays" })
            Assert.Contains(part, message);
    }

    private static CandidateQuery Query(int user, params int[] items) =>
        new(user, items.Select(item => new Interaction(item, 1, 5)).ToArray(), Now: 9, Count: 10);
}
