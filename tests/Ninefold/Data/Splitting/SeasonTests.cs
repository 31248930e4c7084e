using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public sealed class SeasonTests
{
    // Of one mean, so that no trend is taken off.
    private static readonly double[][] Weeks =
    [
        [1, 2, 3, 2, 1, 7, 8],
        [2, 2, 4, 1, 1, 6, 8],
        [1, 3, 3, 0, 2, 6, 9],
        [0, 2, 5, 2, 1, 7, 7],
    ];

    private static List<(int, int, double)> Values(IEnumerable<double[]> weeks) =>
        [.. weeks.Index().SelectMany(w => w.Item.Index().Select(d => (w.Index, d.Index, d.Item)))];

    [Fact]
    public void It_is_as_by_hand()
    {
        var season = Season.Of(Cycle.Week, Values(Weeks))!;
        Assert.Equal(0.0005616188922611586, season.PValue, 1e-12);
        Assert.Equal(0.882530968468468, season.Share, 1e-12);
        Assert.Equal((0, 1.0, 6, 8.0), (season.Lowest, season.Low, season.Highest, season.High));
    }

    [Fact]
    public void A_trend_is_no_season()
    {
        var rising = Enumerable
            .Range(0, 6)
            .Select(week => Enumerable.Range(0, 7).Select(day => week + day / 7.0).ToArray());
        Assert.Equal(1, Season.Of(Cycle.Week, Values(rising))!.PValue, 1e-9);
    }

    [Fact]
    public void Of_two_cycles_nothing_is_told() => Assert.Null(Season.Of(Cycle.Week, Values(Weeks.Take(2))));
}
