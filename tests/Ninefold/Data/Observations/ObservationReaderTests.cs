using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class ObservationReaderTests : IDisposable
{
    private readonly LogFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_missing_folder_is_an_empty_log()
    {
        var reader = new ObservationReader(Path.Combine(folder.Path, "none"));
        Assert.Empty(await reader.ReadAsync(cancellation: Cancellation).ToListAsync(Cancellation));
        Assert.Equal(0, (await reader.StatisticsAsync(Cancellation)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reading_is_limited_to_a_period_and_to_kinds(bool rolled)
    {
        await using var log = await folder.OpenAsync();
        await log.AppendAsync(LogFolder.Some(30), Cancellation);
        if (rolled)
            await log.RollAsync(Cancellation);
        var (from, to) = (LogFolder.Start.AddSeconds(6), LogFolder.Start.AddSeconds(13));
        await Reads(6..13, from, to);
        await Reads(6..30, from);
        await Reads(0..13, to: to);
        await Reads(30..30, from: LogFolder.Start.AddDays(1));
        await Reads(0..0, to: LogFolder.Start);
        var clicks = log.Reader.ReadAsync(from, to, new HashSet<string> { "click" }, Cancellation);
        Assert.Equal(["o7", "o8", "o10", "o11"], await clicks.Select(o => o.Id).ToListAsync(Cancellation));

        async Task Reads(Range expected, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
            Assert.Equal(
                LogFolder.Some(30)[expected].Select(o => o.Id),
                await log.Reader.ReadAsync(from, to, null, Cancellation).Select(o => o.Id).ToListAsync(Cancellation)
            );
    }

    [Fact]
    public async Task A_follower_that_stops_and_resumes_sees_everything_once_while_segments_are_rolled()
    {
        const int count = 3000;
        var options = new ObservationLogOptions { SegmentBytes = 8192 };
        await using var log = await folder.OpenAsync(options);
        var writing = Task.Run(
            async () =>
            {
                foreach (var batch in LogFolder.Some(count).Chunk(10))
                    await log.AppendAsync(batch, Cancellation);
            },
            Cancellation
        );
        var (seen, position) = (new List<string>(), 0L);
        for (var part = 1; seen.Count < count; part++)
        {
            var follow = log.Reader.FollowAsync(position, TimeSpan.FromMilliseconds(1), Cancellation);
            await foreach (var (observation, next) in follow.Take(Math.Min(100 + part * 37, count - seen.Count)))
            {
                seen.Add(observation.Id);
                position = next;
            }
        }
        await writing;
        Assert.Equal(LogFolder.Some(count).Select(o => o.Id), seen);
        Assert.Equal(count, position);
    }

    [Fact]
    public async Task A_follower_waits_for_a_log_that_does_not_exist_yet()
    {
        var path = Path.Combine(folder.Path, "later");
        var first = new ObservationReader(path).FollowAsync(0, cancellation: Cancellation).FirstAsync(Cancellation);
        await using var log = await ObservationLog.OpenAsync(path, TimeProvider.System, null, Cancellation);
        await log.AppendAsync([LogFolder.One("a")], Cancellation);
        Assert.Equal("a", (await first).Observation.Id);
    }

    [Fact]
    public async Task A_follower_stops_when_it_is_cancelled()
    {
        await using var log = await folder.OpenAsync();
        await log.AppendAsync(LogFolder.Some(3), Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var (observation, _) in log.Reader.FollowAsync(0, cancellation: stop.Token))
                if (observation.Id == "o2")
                    await stop.CancelAsync();
        });
    }

    [Fact]
    public async Task Old_files_may_be_deleted_and_reading_begins_with_what_is_left()
    {
        await using var log = await folder.OpenAsync();
        await log.AppendAsync(LogFolder.Some(3), Cancellation);
        await log.RollAsync(Cancellation);
        await log.AppendAsync(LogFolder.Some(5), Cancellation);
        File.Delete(folder.Rolled[0]);
        Assert.Equal(["o3", "o4"], await folder.IdsAsync());
    }

    [Fact]
    public async Task Statistics_tell_what_there_is()
    {
        await using var log = await folder.OpenAsync();
        Assert.Null((await log.Reader.StatisticsAsync(Cancellation)).LastAppendAt);
        await log.AppendAsync(LogFolder.Some(3), Cancellation);
        await log.RollAsync(Cancellation);
        await log.AppendAsync(LogFolder.Some(5), Cancellation);
        var statistics = await folder.Reader.StatisticsAsync(Cancellation);
        Assert.Equal((5, 5, 1, 1), (statistics.Count, statistics.Next, statistics.Segments, statistics.RolledFiles));
        Assert.Equal(folder.Segments.Concat(folder.Rolled).Sum(f => new FileInfo(f).Length), statistics.Bytes);
        Assert.NotNull(statistics.LastAppendAt);
    }
}
