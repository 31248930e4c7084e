using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Tests.Server;

public sealed class LoadRetryTests
{
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private readonly Clock clock = new();

    [Fact]
    public void Every_failure_doubles_the_wait_up_to_five_minutes()
    {
        var retry = new LoadRetry(clock);
        Assert.True(retry.Allows(1));
        foreach (var seconds in (int[])[5, 10, 20, 40, 80, 160, 300, 300])
        {
            Assert.Equal(clock.Now.AddSeconds(seconds), retry.Failed(1));
            clock.Now = clock.Now.AddSeconds(seconds).AddTicks(-1);
            Assert.False(retry.Allows(1));
            clock.Now = clock.Now.AddTicks(1);
            Assert.True(retry.Allows(1));
        }
    }

    [Fact]
    public void Another_decision_is_tried_at_once_and_begins_anew()
    {
        var retry = new LoadRetry(clock);
        retry.Failed(1);
        retry.Failed(1);
        Assert.True(retry.Allows(2));
        Assert.Equal(clock.Now.AddSeconds(5), retry.Failed(2));
        retry.Succeeded();
        Assert.True(retry.Allows(2));
        Assert.Equal(clock.Now.AddSeconds(5), retry.Failed(2));
    }
}
