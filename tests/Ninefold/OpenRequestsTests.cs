using Ninefold.Data;
using Ninefold.Metrics.Online;

namespace Ninefold.Tests;

public sealed class OpenRequestsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Operations Plan = new()
    {
        Success = "",
        SuccessKinds = ["buy"],
        OutcomeWindow = TimeSpan.FromMinutes(30),
    };

    [Fact]
    public void A_request_is_closed_once_its_window_is_over()
    {
        var open = new OpenRequests(Plan);
        Add(open, "early", At);
        Add(open, "late", At.AddMinutes(10));
        Assert.Empty(open.Close(At.AddMinutes(30).AddTicks(-1)));
        Assert.Equal(["early"], open.Close(At.AddMinutes(30)).Select(c => c.Request.Id));
        Assert.Equal(["late"], open.Close(DateTimeOffset.MaxValue).Select(c => c.Request.Id));
        Assert.Empty(open.Close(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void What_followed_is_counted_by_its_kind()
    {
        var open = new OpenRequests(Plan);
        Add(open, "r", At);
        foreach (
            var outcome in new[]
            {
                Outcome("click", "c"),
                Outcome("click", "a"),
                Outcome("click", "c"), // again
                Outcome("click", "of another list"),
                Outcome("watch", "a", 20),
                Outcome("watch", "b", 10.5),
                Outcome("watch", "b", -1),
                Outcome("hide", "b"),
                Outcome("hide", "b"),
                Outcome("report", "c"),
                Outcome("buy", null),
                Outcome("click", "b") with
                {
                    RequestId = "another request",
                },
                Outcome("click", "b") with
                {
                    RequestId = null,
                },
            }
        )
            open.Add(outcome);
        var (release, request) = open.Close(DateTimeOffset.MaxValue).Single();
        Assert.Equal("release", release);
        Assert.Equivalent(
            new OnlineRequest
            {
                Id = "r",
                Subject = "user",
                Session = $"user/{At.ToUnixTimeSeconds() / 1800}",
                Arm = "champion",
                At = At,
                Shown = 3,
                Clicks = [2, 0],
                Converted = true,
                WatchSeconds = 30.5,
                Hides = 1,
                Reports = 1,
            },
            request,
            strict: true
        );
    }

    [Fact]
    public void Beyond_a_bound_requests_are_not_followed_until_others_were_closed()
    {
        var open = new OpenRequests(Plan, most: 10);
        Parallel.For(0, 1000, i => Add(open, $"{i}", At.AddMinutes(i % 2 * 60)));
        var first = open.Close(At.AddMinutes(30)).Count;
        Assert.InRange(first, 0, 10);
        for (var i = 0; i < 50; i++)
            Add(open, $"more {i}", At.AddMinutes(60));
        Assert.Equal(10, open.Close(DateTimeOffset.MaxValue).Count);
        Add(open, "r", At);
        Add(open, "r", At); // the same takes one place
        Add(open, "s", At);
        Assert.Equal(2, open.Close(DateTimeOffset.MaxValue).Count);
    }

    private static void Add(OpenRequests open, string id, DateTimeOffset at) =>
        open.Add(id, at, "champion", "user", "release", ["a", "b", "c"]);

    private static Observation Outcome(string kind, string? item, double? value = null) =>
        new()
        {
            Id = "o",
            System = "tiny",
            Kind = kind,
            At = At,
            RequestId = "r",
            Item = item,
            Value = value,
        };
}
