using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class ConsistencyCheckTests : IDisposable
{
    private static readonly FeatureView Spent = new("spent")
    {
        Kinds = ["paid"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count, Aggregate.Mean, Aggregate.DecayedMean(Time(50))],
        Windows = [Window.Sliding(Time(40)), Window.Session(Time(7))],
        Lateness = Time(20),
    };

    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-consistency").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1, 400)]
    [InlineData(7, 58)]
    public async Task A_stream_in_the_order_of_time_is_the_same_both_ways(int every, int rows)
    {
        var report = await RunAsync(Stream(), every);
        Assert.True(report.IsConsistent, $"{report}");
        Assert.Equal((Spent.Name, Spent.Version), (report.View, report.Version));
        Assert.Equal(Spent.Columns, report.Columns.Select(c => c.Column));
        Assert.All(report.Columns, c => Assert.Equal(rows, c.Rows));
        Assert.All(report.Columns, c => Assert.InRange(c.LargestDifference, 0, 1e-9));
    }

    [Fact]
    public async Task What_came_after_it_was_read_is_found()
    {
        var stream = Stream();
        var late = stream[0];
        // At the moments of the next ones of the same subject it had happened, but was not there yet.
        var report = await RunAsync([.. stream[1..30], late, .. stream[30..]], every: 1);
        Assert.False(report.IsConsistent);
        var count = report.Columns.Single(c => c.Column == "spent.count_40ms");
        Assert.InRange(count.Differing, 1, 30);
        Assert.Equal(1, count.LargestDifference);
        var mean = report.Columns.Single(c => c.Column == "spent.mean_40ms");
        Assert.Equal(double.PositiveInfinity, mean.LargestDifference); // missing online, known offline
    }

    [Fact]
    public async Task Tiles_and_sketches_are_the_same_both_ways_and_their_bounds_are_told()
    {
        var view = new FeatureView("tiled")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates =
            [
                Aggregate.Sum,
                Aggregate.StandardDeviation,
                Aggregate.ApproximateDistinctCount(4),
                Aggregate.Quantile(.9),
                Aggregate.TopShare(),
            ],
            Windows = [Window.Sawtooth(Time(2_000), Time(100)), Window.AllTime],
            Lateness = Time(30),
        };
        var random = new Random(4);
        Observation[] stream =
        [
            .. Enumerable
                .Range(0, 6_000)
                .Select(i =>
                    Of($"o{i}", i, $"s{i % 3}", $"x{(int)Math.Pow(random.Next(1, 300), 1.5)}", random.Next(1_000))
                ),
        ];
        var report = await RunAsync(stream, 5, view);
        var share = report.Columns.Single(c => c.Column == "tiled.top1_share_all");
        Assert.True(report.IsConsistent, string.Join("; ", report.Columns));
        Assert.Equal(
            (1 / 64.0, "too small by at most 1/64, exact up to 64 counterparts"),
            (share.Tolerance, share.Bound)
        );
        Assert.InRange(share.LargestDifference, 0, 1 / 64.0); // there are hundreds of counterparts
        Assert.All(
            report.Columns.Where(c => !c.Column.Contains("share")),
            c => Assert.InRange(c.LargestDifference, 0, 1e-9)
        );
        Assert.Equal(["sum", "std"], report.Columns.Take(5).Where(c => c.Bound is null).Select(c => c.Column[6..9]));
        Assert.Equal(0, report.Refused);

        var late = await RunAsync([.. stream, Of("late", 5_000, "s0", "x", 1)], 5, view);
        Assert.Equal((1, false), (late.Refused, late.IsConsistent));
    }

    private static Observation[] Stream() =>
        [.. Enumerable.Range(0, 400).Select(i => Of($"o{i}", i / 2 * 3, $"s{i % 5}", "x", i % 13))];

    private async Task<ConsistencyReport> RunAsync(Observation[] stream, int every, FeatureView? view = null)
    {
        string[] files = [Path.Combine(folder, "a.parquet"), Path.Combine(folder, "b.parquet")];
        await ObservationParquet.WriteAsync(files[0], stream[..150], Cancellation);
        await ObservationParquet.WriteAsync(files[1], stream[150..], Cancellation);
        var offline = new OfflineView(view ?? Spent) { Temporary = Path.Combine(folder, "temporary") };
        return await ConsistencyCheck.RunAsync(offline, files, every, Cancellation);
    }
}
