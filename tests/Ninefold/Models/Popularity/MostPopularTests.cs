using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Popularity;

namespace Ninefold.Tests.Models.Popularity;

public class MostPopularTests : CandidateSourceContract
{
    protected override bool Personal => false;

    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new MostPopular().Fit(data, context);

    [Fact]
    public void Each_user_counts_an_item_once()
    {
        var data = Interactions.From(
            SessionData.Ids("u", 3),
            SessionData.Ids("i", 4),
            [
                (0, new(1, 1, 1)),
                (0, new(1, 1, 2)),
                (0, new(1, 1, 3)),
                (0, new(3, 1, 4)),
                (1, new(3, 1, 1)),
                (2, new(0, 1, 1)),
            ]
        );
        Assert.Equal(
            [new(3, 2), new(0, 1), new(1, 1)],
            new MostPopular().Fit(data, new(1)).Find(new(0, default, 0, 9))
        );
        Assert.Equal(
            MathF.Sqrt(2),
            new MostPopular(Damping: .5).Fit(data, new(1)).Find(new(0, default, 0, 1))[0].Score
        );
    }

    [Fact]
    public void A_wrong_damping_is_refused() =>
        Assert.Contains("got 1", Assert.Throws<ArgumentException>(() => new MostPopular(1)).Message);
}
