using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class ImpressionJoinerTests
{
    private static readonly DateTimeOffset Start = LogFolder.Start;

    private static readonly ImpressionJoin Settings = new()
    {
        Window = TimeSpan.FromSeconds(10),
        AllowedLateness = TimeSpan.FromSeconds(5),
        Outcomes = new HashSet<string> { "click", "skip" },
        IsSuccess = o => o.Kind == "click",
    };

    [Fact]
    public void An_impression_is_not_known_while_its_window_is_open_and_negative_after()
    {
        var shown = Impression("i", 0, request: "r", item: "x");
        Assert.Equal(ImpressionLabel.NotKnownYet, Assert.Single(Join(10, shown)).Label);
        Assert.Null(Assert.Single(Join(10, shown)).KnownAt);
        var closed = Assert.Single(Join(10.001, shown));
        Assert.Equal((ImpressionLabel.Negative, At(10)), (closed.Label, closed.KnownAt));
    }

    [Fact]
    public void A_success_is_known_when_it_happens_and_another_outcome_is_none()
    {
        var shown = Impression("i", 0, request: "r", item: "x");
        var skip = Outcome("s", 2, request: "r", item: "x") with { Kind = "skip" };
        Assert.Equal(ImpressionLabel.NotKnownYet, Assert.Single(Join(5, shown, skip)).Label);
        Assert.Equal(ImpressionLabel.Negative, Assert.Single(Join(11, shown, skip)).Label);
        var joined = Assert.Single(Join(5, shown, skip, Outcome("c", 4, request: "r", item: "x")));
        Assert.Equal((ImpressionLabel.Positive, At(4)), (joined.Label, joined.KnownAt));
        Assert.Equal(["s", "c"], joined.Outcomes.Select(o => o.Id));
    }

    [Theory]
    [InlineData("c", true, "same request and item")]
    [InlineData("other item", false, "another item of the request")]
    [InlineData("other request", false, "another request, though the same subject and item")]
    [InlineData("no request", true, "same subject and item")]
    [InlineData("other subject", false, "another subject")]
    [InlineData("other system", false, "another system")]
    [InlineData("at once", true, "at the moment of the impression")]
    [InlineData("before", false, "before the impression")]
    [InlineData("last moment", true, "at the end of the window")]
    [InlineData("too late", false, "after the window")]
    [InlineData("other kind", false, "a kind that is no outcome")]
    public void An_outcome_belongs_to_its_impression(string id, bool expected, string why)
    {
        var shown = Impression("i", 0, request: "r", item: "x", subject: "u");
        var outcome = Outcome(id, 1, request: "r", item: "x");
        outcome = id switch
        {
            "other item" => outcome with { Item = "y" },
            "other request" => outcome with { RequestId = "q", Subject = "u" },
            "no request" => outcome with { RequestId = null, Subject = "u" },
            "other subject" => outcome with { RequestId = null, Subject = "v" },
            "other system" => outcome with { System = "ads" },
            "at once" => outcome with { At = At(0) },
            "before" => outcome with { At = At(-.001) },
            "last moment" => outcome with { At = At(10) },
            "too late" => outcome with { At = At(10.001) },
            "other kind" => outcome with { Kind = "rating" },
            _ => outcome,
        };
        Assert.True(expected == Assert.Single(Join(60, shown, outcome)).Outcomes.Count > 0, why);
    }

    [Fact]
    public void Of_two_impressions_the_latest_takes_the_outcome()
    {
        var joined = Join(
            60,
            Impression("first", 0, item: "x", subject: "u"),
            Impression("second", 4, item: "x", subject: "u"),
            Outcome("a", 3, item: "x", subject: "u"),
            Outcome("b", 4, item: "x", subject: "u"),
            Outcome("c", 12, item: "x", subject: "u")
        );
        Assert.Equal(["a"], joined[0].Outcomes.Select(o => o.Id));
        Assert.Equal(["b", "c"], joined[1].Outcomes.Select(o => o.Id));
    }

    [Fact]
    public void What_comes_after_the_watermark_is_counted_and_not_joined()
    {
        var joiner = new ImpressionJoiner(Settings, TimeProvider.System);
        Assert.Empty(joiner.Add(Impression("i", 0, request: "r")));
        Assert.Empty(joiner.Add(Outcome("unmatched", 8, request: "q")));
        Assert.Empty(joiner.Add(Outcome("late", 2.999, request: "r")));
        Assert.Empty(joiner.Add(Outcome("just in time", 3, request: "r")));
        var closed = Assert.Single(joiner.AdvanceTo(At(30)));
        Assert.Equal(["just in time"], closed.Outcomes.Select(o => o.Id));
        Assert.Equal((1, 1, 0), (joiner.Late, joiner.Unmatched, joiner.Held));
    }

    [Fact]
    public void An_observation_from_the_future_closes_no_window()
    {
        var joiner = new ImpressionJoiner(Settings, new StoppedClock(At(1)));
        Assert.Empty(joiner.Add(Impression("i", 0, request: "r")));
        Assert.Empty(joiner.Add(Outcome("wrong clock", 3600, request: "q")));
        Assert.Empty(joiner.Add(Outcome("c", 1, request: "r")));
        Assert.Equal(ImpressionLabel.Positive, Assert.Single(joiner.Complete(At(2))).Label);
    }

    [Fact]
    public void Memory_holds_one_window_and_one_lateness()
    {
        var joiner = new ImpressionJoiner(Settings, TimeProvider.System);
        var (returned, held) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            returned += joiner.Add(Impression($"i{i}", i * .1, request: $"r{i}", subject: "u", item: "x")).Count;
            returned += joiner.Add(Outcome($"c{i}", i * .1, request: $"r{i}", item: "x")).Count;
            held = Math.Max(held, joiner.Held);
        }
        Assert.InRange(held, 1, 2 * 10 * (10 + 5) + 10);
        Assert.Equal(20_000, returned + joiner.Complete(At(2000)).Count);
        Assert.Equal(0, joiner.Held);
    }

    [Fact]
    public void Streaming_in_any_order_and_joining_the_log_give_what_the_obvious_way_gives()
    {
        var observation = Gen.Select(
            Gen.Int[0, 3],
            Gen.Int[0, 60],
            Gen.Int[0, 3],
            Gen.Int[0, 2],
            Gen.Int[0, 2],
            (kind, second, request, subject, item) =>
                new Observation
                {
                    Id = "",
                    System = "video",
                    Kind = kind switch
                    {
                        0 or 1 => "impression",
                        2 => "click",
                        _ => "skip",
                    },
                    At = At(second),
                    RequestId = request == 0 ? null : $"r{request}",
                    Subject = subject == 0 ? null : $"u{subject}",
                    Item = item == 0 ? null : $"x{item}",
                }
        );
        Gen.Select(observation.Array[0, 40], Gen.Int[0, 12].Array[40])
            .Sample(
                (drawn, delays) =>
                {
                    // Arrival is by time plus delay; a delay above the lateness of 5 makes some late.
                    var arrivals = drawn
                        .Select((o, i) => o with { Id = $"{i:D2}" })
                        .Zip(delays)
                        .OrderBy(p => p.First.At.AddSeconds(p.Second))
                        .Select(p => p.First)
                        .ToList();
                    var (inTime, latest) = (new List<Observation>(), DateTimeOffset.MinValue.AddDays(1));
                    foreach (var o in arrivals)
                    {
                        if (o.At >= latest - Settings.AllowedLateness)
                            inTime.Add(o);
                        latest = o.At > latest ? o.At : latest;
                    }
                    var asOf = At(65);
                    var joiner = new ImpressionJoiner(Settings, TimeProvider.System);
                    var streamed = arrivals.SelectMany(joiner.Add).ToList();
                    streamed.AddRange(joiner.Complete(asOf));

                    Assert.Equal(Texts(Obvious(inTime, asOf)), Texts(streamed));
                    Assert.Equal(arrivals.Count - inTime.Count, joiner.Late);
                    Assert.Equal(
                        Texts(Obvious(arrivals, asOf)),
                        Texts(ImpressionJoiner.Join(arrivals, Settings, asOf))
                    );
                },
                iter: 3000
            );
    }

    [Fact]
    public void Settings_out_of_range_are_all_named()
    {
        var settings = new ImpressionJoin
        {
            Window = TimeSpan.Zero,
            AllowedLateness = TimeSpan.FromSeconds(-1),
            Outcomes = new HashSet<string>(),
        };
        var error = Assert.Throws<ArgumentException>(() => new ImpressionJoiner(settings, TimeProvider.System)).Message;
        foreach (var name in new[] { "Window", "AllowedLateness", "Outcomes" })
            Assert.Contains(name, error);
        settings = Settings with { Outcomes = new HashSet<string> { "impression" } };
        Assert.Throws<ArgumentException>(() => new ImpressionJoiner(settings, TimeProvider.System));
    }

    /// <summary>Every outcome looks at every impression.</summary>
    private static IEnumerable<JoinedImpression> Obvious(List<Observation> all, DateTimeOffset asOf)
    {
        var impressions = all.Where(o => o.Kind == "impression").OrderBy(o => o.At).ThenBy(o => o.Id).ToList();
        var outcomes = all.Where(o => o.Kind != "impression").OrderBy(o => o.At).ThenBy(o => o.Id).ToList();
        foreach (var impression in impressions)
        {
            var own = outcomes.Where(o => impressions.LastOrDefault(i => Fits(i, o)) == impression).ToList();
            var success = own.Find(o => o.Kind == "click");
            var end = impression.At + Settings.Window;
            yield return success is not null ? new(impression, own, ImpressionLabel.Positive, success.At)
            : end < asOf ? new(impression, own, ImpressionLabel.Negative, end)
            : new(impression, own, ImpressionLabel.NotKnownYet, null);
        }

        static bool Fits(Observation impression, Observation outcome) =>
            impression.At <= outcome.At
            && outcome.At <= impression.At + Settings.Window
            && impression.Item == outcome.Item
            && (
                outcome.RequestId is not null
                    ? impression.RequestId == outcome.RequestId
                    : outcome.Subject is not null && impression.Subject == outcome.Subject
            );
    }

    private static IEnumerable<string> Texts(IEnumerable<JoinedImpression> joined) =>
        joined.Select(j =>
            $"{j.Impression.Id} {j.Label} {j.KnownAt:u}: {string.Join(' ', j.Outcomes.Select(o => o.Id))}"
        );

    private static IReadOnlyList<JoinedImpression> Join(double asOf, params Observation[] observations) =>
        ImpressionJoiner.Join(observations, Settings, At(asOf));

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static Observation Impression(
        string id,
        double at,
        string? request = null,
        string? item = null,
        string? subject = null
    ) =>
        new()
        {
            Id = id,
            System = "video",
            Kind = "impression",
            At = At(at),
            RequestId = request,
            Item = item,
            Subject = subject,
        };

    private static Observation Outcome(
        string id,
        double at,
        string? request = null,
        string? item = null,
        string? subject = null
    ) => Impression(id, at, request, item, subject) with { Kind = "click" };

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
