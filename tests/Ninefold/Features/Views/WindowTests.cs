using CsCheck;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class WindowTests
{
    private static readonly long[] At = [-7, 0, 3, 3, 9, 10, 14];

    [Theory]
    [InlineData(5, 15, 5)] // from 10
    [InlineData(6, 15, 4)]
    [InlineData(1, 15, 6)] // from 14
    [InlineData(1, 20, 7)]
    [InlineData(100, 15, 0)]
    public void A_sliding_window_includes_its_beginning(int length, long now, int first) =>
        Assert.Equal(first, Window.Sliding(Milliseconds(length)).First(At, now));

    [Theory]
    [InlineData(10, 15, 5)] // [10, 20)
    [InlineData(10, 20, 7)] // [20, 30) has just begun
    [InlineData(15, 15, 7)]
    [InlineData(16, 15, 1)] // [0, 16)
    public void A_tumbling_window_begins_at_a_multiple_of_its_length(int length, long now, int first) =>
        Assert.Equal(first, Window.Tumbling(Milliseconds(length)).First(At, now));

    [Theory]
    [InlineData(5, 5, 15, 5)] // from 10
    [InlineData(5, 5, 19, 5)] // 14, and so from 10
    [InlineData(5, 5, 20, 7)] // from 15
    [InlineData(6, 4, 15, 4)] // 9, and so from 8
    [InlineData(15, 15, 15, 1)]
    [InlineData(9, 4, 8, 1)] // -1, and so from -4
    public void A_sawtooth_begins_at_a_multiple_of_its_hop(int length, int hop, long now, int first) =>
        Assert.Equal(first, Window.Sawtooth(Milliseconds(length), Milliseconds(hop)).First(At, now));

    [Fact]
    public void A_sawtooth_tells_all_its_faults_at_once()
    {
        var message = Assert
            .Throws<ArgumentException>(() => Window.Sawtooth(TimeSpan.FromTicks(5), TimeSpan.FromTicks(15_000)))
            .Message;
        Assert.Contains("its length must be", message);
        Assert.Contains("its hop must be a whole number", message);
        Assert.Contains("its hop must be no longer than its length", message);
        Assert.Contains(
            "got 00:00:00",
            Assert.Throws<ArgumentException>(() => Window.Sawtooth(Milliseconds(5), TimeSpan.Zero)).Message
        );
        Assert.Equal("sawtooth_7d_1d", Window.Sawtooth(TimeSpan.FromDays(7), TimeSpan.FromDays(1)).Name);
        Assert.Equal(Milliseconds(13), Window.Sawtooth(Milliseconds(9), Milliseconds(4)).Reach);
    }

    [Fact]
    public void Before_1970_intervals_go_on_downwards() =>
        Assert.Equal(0, Window.Tumbling(Milliseconds(10)).First([-10, -7], -1));

    [Theory]
    [InlineData(2, 15, 6)] // 14, then 10 is 4 before
    [InlineData(5, 15, 4)] // 14, 10, 9, then 3 is 6 before
    [InlineData(7, 15, 1)] // to 0, then -7 is 7 before: a gap
    [InlineData(8, 15, 0)]
    [InlineData(1, 15, 7)] // now itself is a gap after 14
    public void A_session_ends_at_a_gap(int gap, long now, int first) =>
        Assert.Equal(first, Window.Session(Milliseconds(gap)).First(At, now));

    [Fact]
    public void All_time_begins_at_the_beginning() => Assert.Equal(0, Window.AllTime.First(At, 15));

    [Fact]
    public void Going_on_from_an_earlier_moment_gives_the_same_and_never_moves_back() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 40], Gen.Int[0, 12].Array[1, 20])
            .Sample(
                (apart, steps) =>
                {
                    var at = apart.Select((_, i) => (long)apart[..(i + 1)].Sum()).ToArray();
                    foreach (
                        var window in new[]
                        {
                            Window.Sliding(Milliseconds(11)),
                            Window.Tumbling(Milliseconds(10)),
                            Window.Session(Milliseconds(6)),
                            Window.AllTime,
                        }
                    )
                    {
                        var (now, first, end) = (0L, 0, 0);
                        foreach (var step in steps)
                        {
                            now += step;
                            var earlier = at.AsSpan(0, at.Count(a => a < now));
                            var next = window.Next(earlier, now, first, end);
                            Assert.Equal(window.First(earlier, now), next);
                            Assert.True(next >= first);
                            (first, end) = (next, earlier.Length);
                        }
                    }
                },
                iter: 1_000
            );

    [Fact]
    public void Names_are_short_and_reaches_known()
    {
        Assert.Equal("7d", Window.Sliding(TimeSpan.FromDays(7)).Name);
        Assert.Equal("36h", Window.Sliding(TimeSpan.FromHours(36)).Name);
        Assert.Equal("session_30m", Window.Session(TimeSpan.FromMinutes(30)).Name);
        Assert.Equal("tumbling_1s", Window.Tumbling(TimeSpan.FromSeconds(1)).Name);
        Assert.Equal("250ms", Window.Sliding(Milliseconds(250)).Name);
        Assert.Equal("all", Window.AllTime.Name);
        Assert.Equal(TimeSpan.FromDays(7), Window.Tumbling(TimeSpan.FromDays(7)).Reach);
        Assert.Null(Window.Session(Milliseconds(1)).Reach);
        Assert.Null(Window.AllTime.Reach);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10_000)]
    [InlineData(15_000)]
    public void A_length_is_a_whole_number_of_milliseconds(long ticks)
    {
        var length = TimeSpan.FromTicks(ticks);
        foreach (Func<TimeSpan, Window> window in new[] { Window.Sliding, Window.Tumbling, Window.Session })
            Assert.Contains($"{length}", Assert.Throws<ArgumentException>(() => window(length)).Message);
    }

    private static TimeSpan Milliseconds(long count) => TimeSpan.FromMilliseconds(count);
}
