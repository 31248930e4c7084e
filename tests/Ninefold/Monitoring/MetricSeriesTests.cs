using Ninefold.Data.Storage;
using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class MetricSeriesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Measurements_of_one_minute_add_up_across_processes_and_restarts()
    {
        Open().Add([Clicks("r1", 5, 1, 10), Clicks("r1", 59, 2, 10), Clicks("r2", 59, 1, 1)]);
        Open().Add([Clicks("r1", 30, 3, 20), Clicks("r1", 60, 7, 7)]);
        var points = Open().Read("videos", "clicks", Noon, Noon.AddHours(1));
        Assert.Equal([Clicks("r1", 0, 6, 40), Clicks("r2", 0, 1, 1), Clicks("r1", 60, 7, 7)], points);
        Assert.Equal(.15, points[0].Value);
        Assert.Null(Clicks("r1", 0, 0, 0).Value);
    }

    [Fact]
    public void A_coarser_step_gives_exact_sums_and_bounds_are_half_open()
    {
        var series = Open();
        series.Add([.. Enumerable.Range(0, 120).Select(minute => Clicks("r1", 60 * minute, minute, 1))]);
        var hours = series.Read("videos", "clicks", Noon, Noon.AddHours(2), TimeSpan.FromHours(1));
        Assert.Equal([(59 * 60 / 2, 60), ((60 + 119) * 60 / 2, 60)], hours.Select(h => ((int)h.Sum, (int)h.Count)));
        Assert.Equal(
            [1, 2],
            series.Read("videos", "clicks", Noon.AddMinutes(1), Noon.AddMinutes(3)).Select(p => (int)p.Sum)
        );
        Assert.Equal(60, series.DropBefore(Noon.AddHours(1)));
        Assert.Equal(60, series.Read("videos", "clicks", Noon, Noon.AddHours(2)).Count);
    }

    [Fact]
    public void Metrics_are_listed_by_system_and_what_is_not_a_number_adds_nothing()
    {
        var series = Open();
        Assert.Throws<ArgumentException>(() => series.Add([Clicks("r1", 0, 1, 1), Clicks("r1", 0, double.NaN, 1)]));
        Assert.Empty(series.Metrics("videos"));
        series.Add([
            Clicks("r1", 0, 1, 1),
            Clicks("r1", 0, 1, 1) with
            {
                Metric = "a",
            },
            Clicks("r1", 0, 1, 1) with
            {
                System = "b",
            },
        ]);
        Assert.Equal(["a", "clicks"], series.Metrics("videos"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricSeries(Store(), TimeSpan.FromMilliseconds(1500)));
    }

    private static MetricPoint Clicks(string release, int second, double sum, double count) =>
        new("videos", release, "champion", "clicks", Noon.AddSeconds(second), sum, count);

    private Database Store() => new(Path.Combine(folder, "ninefold.db"));

    private MetricSeries Open() => new(Store());
}
