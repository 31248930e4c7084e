using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

/// <summary>What a crash or a bad disk leaves in a segment.</summary>
public sealed class SegmentTests : IDisposable
{
    private readonly LogFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_tail_torn_at_any_byte_is_cut_off_and_nothing_committed_is_lost()
    {
        Observation[] batch = [LogFolder.One("a", 0), LogFolder.One("b", 1), LogFolder.One("c", 2)];
        byte[] before;
        await using (var log = await folder.OpenAsync())
        {
            await log.AppendAsync(batch[..1], Cancellation);
            before = Shared(folder.Segments[0]);
            await log.AppendAsync(batch, Cancellation);
        }
        var path = folder.Segments[0];
        var after = File.ReadAllBytes(path);
        before.AsSpan(0, SegmentHeader.Size).CopyTo(after); // the crash came before the commit
        string[] all = ["a", "b", "c"];
        for (var length = before.Length; length <= after.Length; length++)
        {
            File.WriteAllBytes(path, after[..length]);
            Assert.Equal(["a"], await folder.IdsAsync()); // a reader does not see what is not committed
            await using (var log = await folder.OpenAsync())
            {
                var kept = await folder.IdsAsync();
                Assert.Equal(all[..kept.Count], kept);
                Assert.Equal(length == after.Length, kept.Count == all.Length);
                var again = await log.AppendAsync(batch, Cancellation);
                Assert.Equal(new AppendResult(all.Length - kept.Count, kept.Count), again);
            }
            Assert.Equal(all, await folder.IdsAsync());
            Assert.Empty((await folder.Reader.StatisticsAsync(Cancellation)).Damaged);
        }
    }

    [Fact]
    public async Task A_segment_whose_creation_was_interrupted_is_an_empty_one()
    {
        foreach (var content in new[] { [], new byte[SegmentHeader.Size], new byte[10] })
        {
            File.WriteAllBytes(Path.Combine(folder.Path, $"{0:D20}.log"), content);
            Assert.Empty(await folder.IdsAsync());
            await using (var log = await folder.OpenAsync())
                await log.AppendAsync(LogFolder.Some(2), Cancellation);
            Assert.Equal(["o0", "o1"], await folder.IdsAsync());
        }
    }

    [Fact]
    public async Task Damage_costs_only_the_observations_it_hits_and_is_reported()
    {
        var all = LogFolder.Some(40);
        await using (var log = await folder.OpenAsync())
            await log.AppendAsync(all, Cancellation);
        var path = folder.Segments[0];
        var whole = File.ReadAllBytes(path);
        var ends = Ends(path);

        await Gen.Select(Gen.Int[SegmentHeader.Size, whole.Length - 1], Gen.Byte[1, 255])
            .Array[1, 4]
            .SampleAsync(
                async flips =>
                {
                    var bytes = whole.ToArray();
                    foreach (var (at, mask) in flips)
                        bytes[at] ^= mask;
                    File.WriteAllBytes(path, bytes);
                    var hit = flips
                        .Where(f => bytes[f.Item1] != whole[f.Item1])
                        .Select(f => ends.FindIndex(end => f.Item1 < end))
                        .ToHashSet();
                    var expected = all.Where((_, i) => !hit.Contains(i)).Select(o => o.Id);
                    Assert.Equal(expected, await folder.IdsAsync());
                    var statistics = await folder.Reader.StatisticsAsync(Cancellation);
                    Assert.Equal(all.Length - hit.Count, statistics.Count);
                    Assert.All(
                        hit,
                        i =>
                            Assert.Contains(
                                statistics.Damaged,
                                d => d.File == path && d.Offset < ends[i] && ends[i] <= d.Offset + d.Length
                            )
                    );
                    Assert.True(hit.Count > 0 || statistics.Damaged.Count == 0);
                },
                iter: 200,
                threads: 1
            );
    }

    [Fact]
    public async Task A_damaged_segment_is_written_on_rolled_and_set_aside()
    {
        await using (var log = await folder.OpenAsync())
            await log.AppendAsync(LogFolder.Some(5), Cancellation);
        var path = folder.Segments[0];
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1; // of the last observation: its position must not be given again
        File.WriteAllBytes(path, bytes);

        await using (var log = await folder.OpenAsync())
        {
            var last = await log.Reader.ReadFromAsync(0, Cancellation).LastAsync(Cancellation);
            Assert.Equal(("o3", 4), (last.Observation.Id, last.Next));
            await log.AppendAsync([LogFolder.One("new")], Cancellation);
            Assert.Equal(6, (await log.Reader.ReadFromAsync(5, Cancellation).SingleAsync(Cancellation)).Next);
            await log.RollAsync(Cancellation);
        }
        Assert.Equal(["o0", "o1", "o2", "o3", "new"], await folder.IdsAsync());
        Assert.Equal([path + ".damaged"], Directory.GetFiles(folder.Path, "*.damaged"));
        var damage = Assert.Single((await folder.Reader.StatisticsAsync(Cancellation)).Damaged);
        Assert.Equal((path + ".damaged", (long)bytes.Length), (damage.File, damage.Offset + damage.Length));
    }

    [Fact]
    public async Task A_damaged_header_costs_nothing()
    {
        await using (var log = await folder.OpenAsync())
            await log.AppendAsync(LogFolder.Some(5), Cancellation);
        var path = folder.Segments[0];
        for (var i = 0; i < SegmentHeader.Size; i += 3)
        {
            var bytes = File.ReadAllBytes(path);
            bytes[i] ^= 0x55;
            File.WriteAllBytes(path, bytes);
            Assert.Equal(5, (await folder.IdsAsync()).Count);
            await using (var log = await folder.OpenAsync())
                Assert.Equal(new AppendResult(0, 5), await log.AppendAsync(LogFolder.Some(5), Cancellation));
        }
    }

    private static List<long> Ends(string path)
    {
        using var reader = new SegmentReader(path);
        var ends = new List<long>();
        while (reader.TryRead(reader.Committed, out _, out _))
            ends.Add(reader.Offset);
        return ends;
    }

    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
