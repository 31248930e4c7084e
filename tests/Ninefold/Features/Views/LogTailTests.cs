using Ninefold.Features.Views;
using Ninefold.Tests.Data.Observations;

namespace Ninefold.Tests.Features.Views;

public sealed class LogTailTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(LogTail.Most, 0, 1)]
    [InlineData(LogTail.Most + 1, 0, 2)]
    [InlineData(LogTail.Most + 1, 1, 1)]
    [InlineData(5, 5, 0)]
    public async Task It_comes_in_pieces_that_end_where_the_log_does(int count, int from, int pieces)
    {
        using var folder = new LogFolder();
        await using var log = await folder.OpenAsync();
        await log.AppendAsync(LogFolder.Some(count), Cancellation);
        var read = await LogTail
            .ReadAsync(log.Reader, from, new HashSet<string> { "click" }, Cancellation)
            .ToListAsync(Cancellation);
        Assert.Equal(pieces, read.Count);
        Assert.Equal(
            LogFolder.Some(count)[from..].Where(o => o.Kind == "click").Select(o => o.Id),
            read.SelectMany(r => r.Observations).Select(o => o.Id)
        );
        if (pieces > 0)
            Assert.Equal(count, read[^1].Next);
    }
}
