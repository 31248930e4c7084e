using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public sealed class TimePatternTests
{
    private const long Hour = 3_600_000;
    private static readonly long Monday = new DateTimeOffset(
        2024,
        1,
        1,
        0,
        0,
        0,
        TimeSpan.Zero
    ).ToUnixTimeMilliseconds();

    private static long[] Hours(int days) => [.. Enumerable.Range(0, days * 24).Select(hour => Monday + hour * Hour)];

    private static float[] Noisy(long[] moments, Func<long, double> mean)
    {
        var random = new Random(3);
        return [.. moments.Select(m => (float)(mean((m - Monday) / Hour) + .2 * random.NextDouble()))];
    }

    [Fact]
    public void A_season_of_the_day_is_found_with_its_ends()
    {
        var hours = Hours(10);
        var pattern = TimePattern.Of("labels", hours, Noisy(hours, h => Math.Sin(Math.Tau * (h % 24) / 24)));
        var season = Assert.Single(pattern.Seasons);
        Assert.Equal((Cycle.Day, 6, 18), (season.Cycle, season.Highest, season.Lowest));
        Assert.Null(pattern.Trend);
        Assert.Equal([Cycle.Week, Cycle.Year], pattern.Untold); // ten days
        Assert.Matches(
            @"^labels have a season of the day: -0\.\d+ at 18:00 UTC, 1\.\d+ at 6:00 UTC$",
            pattern.Lines[0]
        );
    }

    [Fact]
    public void A_season_of_the_week_is_named_by_its_days()
    {
        var hours = Hours(35);
        var pattern = TimePattern.Of(
            "labels",
            hours,
            Noisy(
                hours,
                h =>
                    h / 24 % 7 == 5 ? 1
                    : h / 24 % 7 == 0 ? -1
                    : 0
            )
        );
        var season = Assert.Single(pattern.Seasons);
        Assert.Equal((Cycle.Week, 0, 5), (season.Cycle, season.Lowest, season.Highest));
        Assert.Contains("on Monday", pattern.Lines[0]);
        Assert.Contains("on Saturday", pattern.Lines[0]);
    }

    [Fact]
    public void A_trend_is_told_by_the_longest_period_of_which_there_are_enough()
    {
        var hours = Hours(28);
        var pattern = TimePattern.Of("labels", hours, Noisy(hours, h => h / 672.0));
        Assert.True(pattern.Trend!.Slope > 0);
        Assert.Equal("labels have a trend: by the day they rise from 0.2259 to 0.9754", pattern.Lines[0]);
        Assert.Empty(pattern.Seasons);
    }

    [Fact]
    public void Rows_are_counted_where_there_are_no_values()
    {
        // Ten at noon, one in every other hour, over a gap of three days as between parts of a split.
        long[] moments =
        [
            .. Hours(12)
                .Where(m => (m - Monday) / Hour / 24 is not (>= 4 and < 7))
                .SelectMany(m => Enumerable.Repeat(m, (m - Monday) / Hour % 24 == 12 ? 10 : 1)),
        ];
        var season = Assert.Single(TimePattern.Of("cases", moments).Seasons);
        Assert.Equal((Cycle.Day, 12, 10.0), (season.Cycle, season.Highest, season.High));
    }

    [Fact]
    public void Noise_has_neither()
    {
        var hours = Hours(60);
        var pattern = TimePattern.Of("labels", hours, Noisy(hours, _ => 0));
        Assert.Empty(pattern.Lines);
        Assert.Equal([Cycle.Year], pattern.Untold);
        Assert.Equal(Enum.GetValues<Cycle>(), TimePattern.Of("labels", [Monday], [1]).Untold);
    }
}
