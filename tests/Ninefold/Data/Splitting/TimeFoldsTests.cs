using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public class TimeFoldsTests
{
    private const long Day = 86_400_000;

    /// <summary>A row a day, the newest first.</summary>
    private static readonly long[] Days = [.. Enumerable.Range(0, 100).Select(i => (99 - i) * Day)];

    private static int[] DaysOf(IEnumerable<int> rows) => [.. rows.Select(row => 99 - row).Order()];

    [Fact]
    public void Training_expands_and_tests_follow_on_each_other_to_the_end()
    {
        var folds = new TimeFolds(3, TimeSpan.FromDays(10)).Of(Days);
        Assert.Equal([.. Enumerable.Range(70, 10)], DaysOf(folds[0].Test));
        Assert.Equal([.. Enumerable.Range(90, 10)], DaysOf(folds[2].Test));
        Assert.Equal([.. Enumerable.Range(0, 70)], DaysOf(folds[0].Train));
        Assert.Equal([.. Enumerable.Range(0, 90)], DaysOf(folds[2].Train));
        Assert.Equal(folds[0].Train.Order(), folds[0].Train);
    }

    [Fact]
    public void A_window_slides_and_a_gap_is_left_out()
    {
        var folds = new TimeFolds(2, TimeSpan.FromDays(5))
        {
            Gap = TimeSpan.FromDays(3),
            Window = TimeSpan.FromDays(20),
        }.Of(Days);
        Assert.Equal([.. Enumerable.Range(67, 20)], DaysOf(folds[0].Train));
        Assert.Equal([.. Enumerable.Range(90, 5)], DaysOf(folds[0].Test));
        Assert.Equal([.. Enumerable.Range(72, 20)], DaysOf(folds[1].Train));
    }

    [Fact]
    public void A_season_tests_the_same_part_of_each()
    {
        var folds = new TimeFolds(3, TimeSpan.FromDays(2)) { Season = TimeSpan.FromDays(7) }.Of(Days);
        Assert.Equal(
            [
                [84, 85],
                [91, 92],
                [98, 99],
            ],
            folds.Select(fold => DaysOf(fold.Test))
        );
        Assert.Equal([.. Enumerable.Range(0, 91)], DaysOf(folds[1].Train));
    }

    [Fact]
    public void All_that_is_wrong_is_said()
    {
        var wrong = new TimeFolds(0, TimeSpan.Zero)
        {
            Gap = TimeSpan.FromDays(-1),
            Window = TimeSpan.Zero,
            Season = TimeSpan.FromDays(-1),
        };
        var message = Assert.Throws<ArgumentException>(() => wrong.Of([])).Message;
        foreach (var part in new[] { "count", "horizon", "gap", "window", "season", "no rows" })
            Assert.Contains(part, message);
        message = Assert.Throws<ArgumentException>(() => new TimeFolds(11, TimeSpan.FromDays(10)).Of(Days)).Message;
        Assert.Contains(
            "Fold 1 of 11, whose test begins at 1969-12-21 00:00:00Z, has 0 training and 0 test rows",
            message
        );
    }
}
