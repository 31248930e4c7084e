using CsCheck;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Popularity;

namespace Ninefold.Tests.Models.Popularity;

public class TrendingTests : CandidateSourceContract
{
    protected override bool Personal => false;

    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new Trending().Fit(data, context);

    [Fact]
    public void Only_the_past_counts_and_halves_with_each_half_life()
    {
        var data = SessionData.Make();
        var model = new Trending(HalfLifeDays: 10).Fit(data, new(1));
        var rows = data.All.ToArray();
        var (first, last) = (rows.Min(r => r.At), rows.Max(r => r.At));
        Gen.Long[first, last + (50 * SessionData.Day)]
            .Sample(now =>
            {
                var past = rows.Where(r => r.At <= now).ToList();
                var newest = past.Max(r => r.At);
                var expected = past.GroupBy(r => r.Item)
                    .ToDictionary(
                        g => g.Key,
                        g => g.Sum(r => Math.Pow(.5, (newest - r.At) / (10.0 * SessionData.Day)))
                    );
                var found = model.Find(new(0, default, now, data.Items));
                Assert.Equal(expected.Count, found.Count);
                Assert.All(found, f => Assert.Equal(expected[f.Item], f.Score, 1e-4));
            });
        Assert.Empty(model.Find(new(0, default, first - 1, 5)));
    }

    [Fact]
    public void A_half_life_of_nothing_is_refused() =>
        Assert.Contains("HalfLifeDays", Assert.Throws<ArgumentException>(() => new Trending(0)).Message);
}
