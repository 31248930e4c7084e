using Ninefold.Metrics.Online;

namespace Ninefold.Tests;

public sealed class OpenSessionsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_session_is_of_one_unit_and_half_an_hour()
    {
        Assert.Equal(OpenSessions.Of("u", At), OpenSessions.Of("u", At.AddMinutes(29)));
        Assert.NotEqual(OpenSessions.Of("u", At), OpenSessions.Of("u", At.AddMinutes(30)));
        Assert.NotEqual(OpenSessions.Of("u", At), OpenSessions.Of("v", At));
    }

    [Fact]
    public void Releases_and_arms_are_kept_apart()
    {
        var open = new OpenSessions(TimeSpan.FromMinutes(30));
        open.Add(Closed("one", "champion", "u", converted: true));
        open.Add(Closed("one", "champion", "u", converted: false));
        open.Add(Closed("two", "challenger", "u", converted: false));
        Assert.Empty(open.Close(At.AddMinutes(60).AddTicks(-1)));
        Assert.Equal(
            [("one", true), ("two", false)],
            open.Close(At.AddMinutes(60)).OrderBy(c => c.Release).Select(c => (c.Release, c.Request.Converted))
        );
        Assert.Empty(open.Close(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Beyond_the_bound_sessions_are_not_followed()
    {
        var open = new OpenSessions(TimeSpan.Zero, most: 2);
        foreach (var unit in new[] { "a", "b", "c" })
            open.Add(Closed("one", "champion", unit, converted: false));
        open.Add(Closed("one", "champion", "b", converted: true)); // what is followed goes on
        Assert.Equal(
            [("a", false), ("b", true)],
            open.Close(DateTimeOffset.MaxValue).Select(c => (c.Request.Subject, c.Request.Converted)).Order()
        );
    }

    private static ClosedRequest Closed(string release, string arm, string unit, bool converted) =>
        new(
            release,
            new OnlineRequest
            {
                Id = "",
                Subject = unit,
                Session = OpenSessions.Of(unit, At),
                Arm = arm,
                At = At,
                Shown = 0,
                Converted = converted,
            }
        );
}
