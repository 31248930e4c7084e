using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task What_comes_while_a_commit_runs_shares_the_next()
    {
        var (commits, running, release) = (0, new SemaphoreSlim(0), new SemaphoreSlim(0));
        using var group = new GroupCommit(() =>
        {
            commits++;
            running.Release();
            release.Wait();
        });
        var first = group.WaitAsync();
        await running.WaitAsync(TestContext.Current.CancellationToken);
        Task[] others = [.. Enumerable.Range(0, 10).Select(_ => group.WaitAsync())];
        Assert.False(first.IsCompleted);
        release.Release(2);
        await Task.WhenAll([first, .. others]);
        Assert.Equal(2, commits);
    }

    [Fact]
    public async Task A_failed_commit_is_told_to_those_who_wait_and_the_next_is_tried()
    {
        var commits = 0;
        using var group = new GroupCommit(() =>
        {
            if (commits++ == 0)
                throw new IOException("disk full");
        });
        Assert.Equal("disk full", (await Assert.ThrowsAsync<IOException>(group.WaitAsync)).Message);
        await group.WaitAsync();
        Assert.Equal(2, commits);
    }

    [Fact]
    public void Ending_commits_what_is_waited_for()
    {
        var commits = 0;
        var group = new GroupCommit(() => commits++);
        var last = group.WaitAsync();
        group.Dispose();
        Assert.True(last.IsCompletedSuccessfully);
        Assert.Equal(1, commits);
        Assert.Throws<ObjectDisposedException>(() =>
        {
            _ = group.WaitAsync();
        });
    }
}
