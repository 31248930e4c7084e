using Ninefold.Hosting.Pages;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class LiveSamplesTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Rates_are_of_the_time_since_the_reading_before()
    {
        var samples = new LiveSamples(Read(requests: 100, fallbacks: 1), Start);
        samples.Add(Read(requests: 110, fallbacks: 2), Start.AddSeconds(2));
        samples.Add(Read(requests: 110, fallbacks: 2), Start.AddSeconds(4));
        Assert.Equal([5, 0], samples.All.Select(s => s.Requests));
        Assert.Equal([.5, 0], samples.All.Select(s => s.Troubles));
    }

    [Fact]
    public void What_is_older_than_the_span_is_forgotten()
    {
        var samples = new LiveSamples(Read(0, 0), Start);
        for (var second = 2; second <= 600; second += 2)
            samples.Add(Read(second, 0), Start.AddSeconds(second));
        Assert.Equal(Start.AddSeconds(600) - LiveSamples.Span, samples.All[0].At);
        Assert.Equal(Start.AddSeconds(600), samples.All[^1].At);
    }

    private static LiveStatistics Read(long requests, long fallbacks) => new(requests, 0, fallbacks, 0, 0, 1, 2);
}
