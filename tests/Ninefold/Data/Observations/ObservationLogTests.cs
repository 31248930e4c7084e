using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class ObservationLogTests : IDisposable
{
    private readonly LogFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_appended_is_read_in_order_while_open_after_reopening_and_after_rolling()
    {
        var all = LogFolder.Some(500);
        await using (var log = await folder.OpenAsync())
        {
            Assert.Equal(new AppendResult(300, 0), await log.AppendAsync(all[..300], Cancellation));
            Assert.Equal(new AppendResult(200, 0), await log.AppendAsync(all[300..], Cancellation));
            await Holds(all);
        }
        await Holds(all);
        await using (var log = await folder.OpenAsync())
            await log.RollAsync(Cancellation);
        Assert.Single(folder.Rolled);
        await Holds(all);
    }

    [Fact]
    public async Task An_id_is_stored_once_in_a_batch_between_batches_after_reopening_and_after_rolling()
    {
        var all = LogFolder.Some(10);
        await using (var log = await folder.OpenAsync())
        {
            Assert.Equal(new AppendResult(10, 10), await log.AppendAsync([.. all, .. all], Cancellation));
            Assert.Equal(new AppendResult(0, 10), await log.AppendAsync(all, Cancellation));
        }
        await using (var log = await folder.OpenAsync())
        {
            Assert.Equal(new AppendResult(0, 10), await log.AppendAsync(all, Cancellation));
            await log.RollAsync(Cancellation);
        }
        await using (var log = await folder.OpenAsync())
        {
            var more = LogFolder.Some(12);
            Assert.Equal(new AppendResult(2, 10), await log.AppendAsync(more, Cancellation));
            await Holds(more);
        }
    }

    [Fact]
    public async Task Concurrent_appenders_store_everything_once_over_many_segments()
    {
        var all = LogFolder.Some(2000);
        var options = new ObservationLogOptions { SegmentBytes = 32_768, QueueLength = 2 };
        await using (var log = await folder.OpenAsync(options))
        {
            // Every observation is sent by two of eight appenders.
            var stored = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(async appender =>
                    {
                        var count = 0;
                        foreach (var batch in all.Where((_, i) => i % 4 == appender % 4).Chunk(7))
                            count += (await log.AppendAsync(batch, Cancellation)).Stored;
                        return count;
                    })
            );
            Assert.Equal(all.Length, stored.Sum());
            Assert.Equal(Texts(all).Order(), Texts(await folder.ReadAsync()).Order());
        }
        Assert.True(folder.Rolled.Length > 3);
        Assert.Single(folder.Segments);
        Assert.Equal(Texts(all).Order(), Texts(await folder.ReadAsync()).Order());
    }

    [Fact]
    public async Task An_old_segment_is_rolled_at_the_next_append()
    {
        var clock = new Clock(LogFolder.Start);
        await using var log = await ObservationLog.OpenAsync(folder.Path, clock, null, Cancellation);
        await log.AppendAsync([LogFolder.One("a")], Cancellation);
        clock.Now += TimeSpan.FromMinutes(59);
        await log.AppendAsync([LogFolder.One("b")], Cancellation);
        clock.Now += TimeSpan.FromMinutes(1);
        await log.AppendAsync([LogFolder.One("c")], Cancellation);
        var statistics = await log.Reader.StatisticsAsync(Cancellation);
        Assert.Equal((3, 3, clock.Now), (statistics.Count, statistics.Next, statistics.LastAppendAt));
        await log.DisposeAsync();
        Assert.Single(folder.Rolled);
        Assert.Equal(["a", "b", "c"], await folder.IdsAsync());
    }

    [Fact]
    public async Task A_second_writer_is_refused_and_told_who_holds_the_log()
    {
        await using (await folder.OpenAsync())
        {
            var error = await Assert.ThrowsAsync<ObservationLogInUseException>(() => folder.OpenAsync());
            Assert.Contains($"process {Environment.ProcessId}", error.Message);
            Assert.Contains(folder.Path, error.Message);
        }
        await using var log = await folder.OpenAsync();
        await log.AppendAsync(LogFolder.Some(1), Cancellation);
    }

    [Fact]
    public async Task A_batch_with_an_invalid_observation_is_refused_whole()
    {
        await using var log = await folder.OpenAsync(new() { MaxBatch = 3 });
        Observation[] batch = [LogFolder.One("a"), LogFolder.One("b") with { Value = double.NaN, Position = -1 }];
        var invalid = await Assert.ThrowsAsync<InvalidObservationsException>(() =>
            log.AppendAsync(batch, Cancellation)
        );
        Assert.Equal([(1, "value"), (1, "position")], invalid.Errors.Select(e => (e.Index, e.Field)));
        await Assert.ThrowsAsync<InvalidObservationsException>(() => log.AppendAsync(LogFolder.Some(4), Cancellation));
        Assert.Empty(await folder.ReadAsync());
        Assert.Equal(new AppendResult(1, 0), await log.AppendAsync(batch[..1], Cancellation));
    }

    [Fact]
    public async Task A_closed_log_refuses_appends()
    {
        var log = await folder.OpenAsync();
        await log.DisposeAsync();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync(LogFolder.Some(1), Cancellation));
    }

    [Fact]
    public async Task Closing_stores_what_was_queued()
    {
        var log = await folder.OpenAsync();
        var appends = LogFolder.Some(50).Select(o => log.AppendAsync([o], Cancellation)).ToList();
        await log.DisposeAsync();
        await Task.WhenAll(appends);
        Assert.Equal(50, (await folder.ReadAsync()).Count);
    }

    [Fact]
    public async Task Ids_are_remembered_over_restarts_up_to_the_horizon()
    {
        var options = new ObservationLogOptions { RememberedIds = 1000, SegmentBytes = 16_384 };
        var all = LogFolder.Some(3000);
        await using (var log = await folder.OpenAsync(options))
            foreach (var batch in all.Chunk(100))
                await log.AppendAsync(batch, Cancellation);
        await using (var log = await folder.OpenAsync(options))
            Assert.Equal(new AppendResult(0, 500), await log.AppendAsync(all[^500..], Cancellation));
    }

    [Fact]
    public async Task A_log_of_Parquet_files_alone_goes_on_where_it_ended()
    {
        await using (var log = await folder.OpenAsync())
        {
            await log.AppendAsync(LogFolder.Some(5), Cancellation);
            await log.RollAsync(Cancellation);
        }
        File.Delete(Assert.Single(folder.Segments));
        await using (var log = await folder.OpenAsync())
            Assert.Equal(new AppendResult(1, 5), await log.AppendAsync(LogFolder.Some(6), Cancellation));
        await Holds(LogFolder.Some(6));
        Assert.Equal(6, (await folder.Reader.StatisticsAsync(Cancellation)).Next);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var options = new ObservationLogOptions
        {
            SegmentBytes = 1,
            SegmentAge = TimeSpan.Zero,
            MaxBatch = 0,
            QueueLength = 0,
            RememberedIds = 0,
        };
        var error = Assert.Throws<ArgumentException>(options.Validate).Message;
        foreach (var name in new[] { "SegmentBytes", "SegmentAge", "MaxBatch", "QueueLength", "RememberedIds" })
            Assert.Contains(name, error);
    }

    private async Task Holds(IEnumerable<Observation> expected) =>
        Assert.Equal(Texts(expected), Texts(await folder.ReadAsync()));

    private static IEnumerable<string> Texts(IEnumerable<Observation> observations) =>
        observations.Select(LogFolder.Text);

    private sealed class Clock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
