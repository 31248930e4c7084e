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

    private static Observation[] Stream() =>
        [.. Enumerable.Range(0, 400).Select(i => Of($"o{i}", i / 2 * 3, $"s{i % 5}", "x", i % 13))];

    private async Task<ConsistencyReport> RunAsync(Observation[] stream, int every)
    {
        string[] files = [Path.Combine(folder, "a.parquet"), Path.Combine(folder, "b.parquet")];
        await ObservationParquet.WriteAsync(files[0], stream[..150], Cancellation);
        await ObservationParquet.WriteAsync(files[1], stream[150..], Cancellation);
        var offline = new OfflineView(Spent) { Temporary = Path.Combine(folder, "temporary") };
        return await ConsistencyCheck.RunAsync(offline, files, every, Cancellation);
    }
}
