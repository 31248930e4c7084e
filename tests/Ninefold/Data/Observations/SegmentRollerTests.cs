using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class SegmentRollerTests : IDisposable
{
    private readonly LogFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("while the temporary file is written")]
    [InlineData("before the rename")]
    [InlineData("before the segment is deleted")]
    [InlineData("after all")]
    public async Task A_crash_at_any_step_neither_loses_nor_repeats_an_observation(string crash)
    {
        var expected = LogFolder.Some(20).Select(o => o.Id).ToArray();
        await using (var log = await folder.OpenAsync())
            await log.AppendAsync(LogFolder.Some(10), Cancellation);
        var segment = LogFile.In(folder.Path).Single();
        SegmentWriter.Create(folder.Path, first: 10, createdAt: 0, lastAppendAt: 0).Dispose(); // it is closed now
        await SegmentRoller.WriteTemporaryAsync(segment, Cancellation);
        if (crash == "while the temporary file is written")
        {
            using var file = File.OpenWrite(segment.TemporaryPath);
            file.SetLength(file.Length / 2);
        }
        else if (crash != "before the rename")
        {
            SegmentRoller.Publish(segment);
            if (crash != "before the segment is deleted")
                SegmentRoller.RemoveSegment(segment);
        }

        Assert.Equal(expected[..10], await folder.IdsAsync());
        Assert.Equal(10, (await folder.Reader.StatisticsAsync(Cancellation)).Count);
        await using (var log = await folder.OpenAsync())
        {
            Assert.Equal(new AppendResult(10, 10), await log.AppendAsync(LogFolder.Some(20), Cancellation));
            await log.RollAsync(Cancellation);
        }
        Assert.Equal(expected, await folder.IdsAsync());
        Assert.Single(folder.Segments);
        Assert.Equal(2, folder.Rolled.Length);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp"));
    }

    [Fact]
    public async Task Many_row_groups_are_read_from_any_position()
    {
        const int count = 100_000; // two full groups
        await using var log = await folder.OpenAsync();
        foreach (var batch in Enumerable.Range(0, count).Select(i => LogFolder.One($"o{i}", i * 3 + 1)).Chunk(10_000))
            await log.AppendAsync(batch, Cancellation);
        await log.RollAsync(Cancellation);
        var next = 0L;
        await foreach (var (observation, after) in log.Reader.ReadFromAsync(0, Cancellation))
        {
            Assert.Equal($"o{next}", observation.Id);
            Assert.Equal(++next, after);
        }
        Assert.Equal(count, next);
        foreach (var position in new[] { 49_999, 50_000, 99_999 })
        {
            var first = await log.Reader.ReadFromAsync(position, Cancellation).FirstAsync(Cancellation);
            Assert.Equal(($"o{position}", position + 1), (first.Observation.Id, first.Next));
        }
        Assert.False(await log.Reader.ReadFromAsync(count, Cancellation).AnyAsync(Cancellation));
        Assert.Equal(count, (await log.Reader.StatisticsAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_segment_that_is_all_damage_becomes_an_empty_file_that_can_be_read()
    {
        await using (var log = await folder.OpenAsync())
            await log.AppendAsync([LogFolder.One("a")], Cancellation);
        var bytes = File.ReadAllBytes(folder.Segments[0]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder.Segments[0], bytes);
        await using (var log = await folder.OpenAsync())
        {
            await log.RollAsync(Cancellation);
            await log.AppendAsync([LogFolder.One("b")], Cancellation);
        }
        Assert.Equal(["b"], await folder.IdsAsync());
        await using (var log = await folder.OpenAsync())
            Assert.Equal(1, (await log.Reader.StatisticsAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task A_roll_that_fails_is_reported_costs_nothing_and_is_tried_again()
    {
        await using var log = await folder.OpenAsync();
        await log.AppendAsync(LogFolder.Some(3), Cancellation);
        var obstacle = Directory.CreateDirectory(LogFile.In(folder.Path).Single().TemporaryPath);
        await Assert.ThrowsAsync<ObservationsNotStoredException>(() => log.RollAsync(Cancellation));
        Assert.NotNull(log.RollFailure);
        await log.AppendAsync(LogFolder.Some(5), Cancellation);
        Assert.Equal(LogFolder.Some(5).Select(o => o.Id), await folder.IdsAsync());
        obstacle.Delete();
        await log.RollAsync(Cancellation);
        Assert.Null(log.RollFailure);
        Assert.Equal((1, 2), (folder.Segments.Length, folder.Rolled.Length));
        Assert.Equal(LogFolder.Some(5).Select(o => o.Id), await folder.IdsAsync());
    }

    [Fact]
    public async Task A_damaged_Parquet_file_is_named()
    {
        await using (var log = await folder.OpenAsync())
        {
            await log.AppendAsync(LogFolder.Some(3), Cancellation);
            await log.RollAsync(Cancellation);
        }
        var path = folder.Rolled[0];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
        Assert.Contains(path, (await Assert.ThrowsAsync<InvalidDataException>(folder.ReadAsync)).Message);
        Assert.Contains(path, (await Assert.ThrowsAsync<InvalidDataException>(() => folder.OpenAsync())).Message);
    }
}
