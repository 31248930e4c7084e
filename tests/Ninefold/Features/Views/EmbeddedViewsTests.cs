using Ninefold.Features.Views;
using Ninefold.Tests.Data;
using Ninefold.Tests.Data.Observations;

namespace Ninefold.Tests.Features.Views;

public sealed class EmbeddedViewsTests : ViewStoreContract, IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly LogFolder folder = new();

    public void Dispose()
    {
        temporary.Dispose();
        folder.Dispose();
    }

    internal override Task<IViewStore> OpenAsync() =>
        Task.FromResult<IViewStore>(
            new EmbeddedViews(Served, Path.Combine(temporary.Path, Guid.NewGuid().ToString("n")))
        );

    [Fact]
    public async Task A_start_reads_only_what_the_log_has_after_the_checkpoint()
    {
        await using (var log = await folder.OpenAsync())
        {
            await log.AppendAsync([.. Enumerable.Range(0, 30).Select(i => Some(i, new(i)))], Cancellation);
            var before = Open();
            await FillAsync(before, Taken, [Some(1000, new(1)) with { Item = "x" }]);
            await before.FollowAsync(log.Reader, Cancellation);
            await before.SaveAsync(Cancellation);
            await log.RollAsync(Cancellation);
            await log.AppendAsync([.. Enumerable.Range(30, 10).Select(i => Some(i, new(i)))], Cancellation);
        }
        File.Delete(folder.Rolled.Order().First()); // were it read, it would be missed
        var after = Open();
        Assert.Equal(30, after.Position);
        await after.FollowAsync(folder.Reader, Cancellation);
        Assert.Equal(40, after.Position);
        Assert.Equal(41, await CountAsync(after));
        Assert.Null(after.Problem);
        var all = Enumerable.Range(0, 40).Select(i => Some(i, new(i))).ToArray();
        foreach (var person in all.Select(o => o.Subject!).Distinct())
            Assert.Equal(
                Naive(all, person, Start.AddDays(9)),
                after.Read(Had, person, Known, Start.AddDays(9)).ToArray()
            );
        Assert.False(await FillAsync(after, Taken, [Some(1000, new(1)) with { Item = "x" }])); // nor is the past again
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_told_and_all_of_the_log_read_instead()
    {
        await using var log = await folder.OpenAsync();
        await log.AppendAsync([.. Enumerable.Range(0, 30).Select(i => Some(i, new(i)))], Cancellation);
        var before = Open();
        await before.FollowAsync(log.Reader, Cancellation);
        await before.SaveAsync(Cancellation);
        var path = ViewCheckpoint.PathOf(temporary.Path, Taken);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var after = Open();
        Assert.Equal($"The checkpoint '{path}' is damaged. All of the log is read instead.", after.Problem);
        Assert.Equal(0, after.Position);
        await after.FollowAsync(log.Reader, Cancellation);
        Assert.Equal(30, await CountAsync(after));
        await after.SaveAsync(Cancellation);
        Assert.Null(after.Problem);
        Assert.Equal(30, Open().Position);

        File.WriteAllText(path, "something else");
        Assert.Contains("is no checkpoint of this version", Open().Problem);
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Contains("is damaged", Open().Problem);
    }

    [Fact]
    public async Task Another_version_of_a_view_begins_at_the_logs_beginning_while_the_rest_goes_on()
    {
        await using var log = await folder.OpenAsync();
        await log.AppendAsync([.. Enumerable.Range(0, 30).Select(i => Some(i, new(i)))], Cancellation);
        var before = Open();
        await before.FollowAsync(log.Reader, Cancellation);
        await before.SaveAsync(Cancellation);
        var other = Taken with { AtLeast = 50 };
        var after = new EmbeddedViews([Spent, other, Swept], temporary.Path);
        Assert.Equal(0, after.Position);
        await after.FollowAsync(log.Reader, Cancellation);
        var expected = Enumerable.Range(0, 30).Count(i => Some(i, new(i)).Value >= 50);
        var read = await after.ReadAsync([(other, "x"), (other, "y")], Start.AddDays(9));
        Assert.Equal(expected, read.Sum(r => r.All[0]));
    }

    private EmbeddedViews Open() => new(Served, temporary.Path);

    private static async Task<double> CountAsync(EmbeddedViews store) =>
        (await store.ReadAsync([(Taken, "x"), (Taken, "y")], Start.AddDays(9))).Sum(r => r.All[0]);
}
