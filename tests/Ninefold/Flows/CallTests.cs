using Microsoft.Extensions.Time.Testing;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;

namespace Ninefold.Tests.Flows;

public sealed class CallTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly CallOptions Offline = new(Now, Seed: 1, new FeatureStore(), []);
    private static readonly CallOptions Live = Offline with { Live = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Stages_are_traced_in_their_order_each_in_a_lane_of_its_own()
    {
        var call = new Call(Offline);
        Assert.Equal(3, call.Stage<int[]>("first", () => [1, 2, 3]).Length);
        Assert.Equal("x", call.Stage("second", () => "x"));
        var trace = call.Trace;
        Assert.Equal([("first", 1, "3"), ("second", 2, "")], trace.Select(s => (s.Name, s.Lane, s.Note)));
        Assert.All(trace, s => Assert.Equal((StageState.Ok, null), (s.State, s.Details)));
        Assert.True(trace[1].Start >= trace[0].Start + trace[0].Milliseconds);
    }

    [Fact]
    public void A_stage_within_a_stage_is_traced_within_its_time()
    {
        var call = new Call(Offline);
        Assert.Equal(3, call.Stage("outer", () => 1 + call.Stage("inner", () => 2)));
        var (inner, outer) = (call.Trace.Single(s => s.Name == "inner"), call.Trace.Single(s => s.Name == "outer"));
        Assert.True(outer.Lane < inner.Lane);
        Assert.InRange(inner.Start, outer.Start, outer.Start + outer.Milliseconds);
        Assert.InRange(inner.Start + inner.Milliseconds, inner.Start, outer.Start + outer.Milliseconds);
    }

    [Fact]
    public async Task A_stage_that_fails_falls_back_and_says_why()
    {
        var call = new Call(Live);
        Assert.Equal(7, call.Stage("plain", () => throw new InvalidOperationException("no model"), () => 7));
        Assert.Equal(8, await call.Stage("timed", Long, _ => throw new TimeoutException("its own"), () => 8));
        Assert.Equal(
            [("plain", StageState.Fallback, "no model"), ("timed", StageState.Fallback, "its own")],
            call.Trace.Select(s => (s.Name, s.State, s.Note))
        );
    }

    [Fact]
    public void Without_a_fallback_or_where_that_fails_too_the_call_fails_and_the_trace_tells()
    {
        var call = new Call(Offline);
        Assert.Throws<FormatException>(() => call.Stage<int>("one", () => throw new FormatException("bad")));
        Assert.Throws<ArithmeticException>(() =>
            call.Stage<int>("two", () => throw new FormatException("bad"), () => throw new ArithmeticException("worse"))
        );
        Assert.Equal(
            [("one", StageState.Failed, "bad"), ("two", StageState.Failed, "bad; its fallback: worse")],
            call.Trace.Select(s => (s.Name, s.State, s.Note))
        );
    }

    [Fact]
    public async Task A_late_stage_is_cancelled_its_fallback_answers_at_once_and_what_comes_late_changes_nothing()
    {
        using var started = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var ended = new TaskCompletionSource<bool>();
        var clock = new FakeTimeProvider();
        var call = new Call(Live with { Time = clock });
        var stage = call.Stage(
            "slow",
            TimeSpan.FromSeconds(1),
            token =>
            {
                started.Set();
                release.Wait(CancellationToken.None); // deaf to its token, as native code may be
                ended.SetResult(token.IsCancellationRequested);
                return "late";
            },
            () => "fallback"
        );
        Assert.True(started.Wait(Long, Cancellation));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("fallback", await stage); // while the work still goes on
        Assert.False(ended.Task.IsCompleted);
        var traced = call.Trace;
        Assert.Equal((StageState.Fallback, "over 1000 ms"), (traced.Single().State, traced.Single().Note));
        release.Set();
        Assert.True(await ended.Task.WaitAsync(Long, Cancellation), "its token was not cancelled");
        Assert.Equal(traced, call.Trace);
    }

    [Fact]
    public async Task The_budget_bounds_all_later_timed_stages()
    {
        var clock = new FakeTimeProvider();
        var call = new Call(Live with { Budget = TimeSpan.FromMilliseconds(50), Time = clock });
        var waits = call.Stage("waits", Long, token => token.WaitHandle.WaitOne(Long), () => false);
        clock.Advance(TimeSpan.FromMilliseconds(50));
        var waited = await waits;
        var ran = false;
        var later = await call.Stage("later", Long, _ => ran = true, () => false);
        Assert.Equal((false, false, false), (waited, later, ran));
        Assert.Equal(TimeSpan.Zero, call.Left);
        Assert.Equal(("later", "no time left"), (call.Trace[1].Name, call.Trace[1].Note));
        Assert.Equal(50, call.Trace[0].Milliseconds);
        Assert.Equal("plain", call.Stage("without a clock", () => "plain"));
    }

    [Fact]
    public async Task Where_nobody_waits_nothing_is_cut_short()
    {
        var call = new Call(Offline with { Budget = TimeSpan.FromTicks(1) });
        Assert.Equal(Timeout.InfiniteTimeSpan, call.Left);
        var answer = await call.Stage(
            "slow",
            TimeSpan.FromTicks(1),
            token => token.WaitHandle.WaitOne(20) ? "cancelled" : "whole",
            () => "fallback"
        );
        Assert.Equal(("whole", StageState.Ok), (answer, call.Trace.Single().State));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("timed")]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData(null)]
    public async Task Broken_breaks_exactly_that_stage(string? broken)
    {
        foreach (var live in new[] { true, false })
        {
            var call = new Call(Offline with { Live = live, Broken = broken });
            call.Stage("plain", () => 1, () => 2);
            await call.Stage("timed", Long, _ => 1, () => 2);
            await call.Gather(Long, [new("a", new List([new(1, 1)])), new("b", new List([new(2, 1)]))], Query());
            Assert.Equal(["a", "b", "plain", "timed"], call.Trace.Select(s => s.Name).Order());
            Assert.All(call.Trace, s => Assert.Equal(s.Name == broken ? StageState.Fallback : StageState.Ok, s.State));
        }
    }

    [Fact]
    public async Task Details_are_there_where_the_call_explains_itself()
    {
        ScoredItem[] found = [.. Enumerable.Range(0, 12).Select(i => new ScoredItem(i, 12 - i))];
        foreach (var explain in new[] { true, false })
        {
            var call = new Call(Offline with { Explain = explain });
            call.Stage("plain", () => 5, describe: n => [$"got {n}"]);
            call.Stage("silent", () => 5);
            await call.Gather(Long, [new("source", new List(found))], Query(), one => $"item {one.Item}");
            Assert.Equal(explain ? ["got 5"] : null, call.Trace[0].Details);
            Assert.Null(call.Trace[1].Details);
            Assert.Equal(explain ? [.. found.Take(10).Select(f => $"item {f.Item}")] : null, call.Trace[2].Details);
            Assert.Equal("12", call.Trace[2].Note);
        }
    }

    [Fact]
    public async Task Sources_run_side_by_side_and_those_that_fail_or_are_late_are_left_out()
    {
        using var both = new Barrier(2); // passed only by two that run at the same time
        using var never = new ManualResetEventSlim();
        var clock = new FakeTimeProvider();
        var call = new Call(Live with { Time = clock });
        var gathering = call.Gather(
            TimeSpan.FromSeconds(2),
            [
                new("one", new List([new(4, 2), new(5, 1)], () => both.SignalAndWait(Long))),
                new("fails", new List([], () => throw new InvalidOperationException("empty shop"))),
                new("late", new List([new(9, 9)], () => never.Wait(Cancellation))),
                new("two", new List([new(5, 8)], () => both.SignalAndWait(Long))),
            ],
            Query()
        );
        Assert.True(SpinWait.SpinUntil(() => call.Trace.Count == 3, Long)); // all but the late one
        clock.Advance(TimeSpan.FromSeconds(2));
        var set = await gathering;
        never.Set();
        Assert.Equal(["one", "fails", "late", "two"], set.Sources);
        Assert.Equal([4, 5], set.All().Select(c => c.Item));
        Assert.Equal((1, 0, -1), (set[1].Rank("one"), set[1].Rank("two"), set[1].Rank("late")));
        Assert.Single(call.Trace.Select(s => s.Lane).Distinct());
        var state = call.Trace.ToDictionary(s => s.Name, s => (s.State, s.Note));
        Assert.Equal((StageState.Ok, "2"), state["one"]);
        Assert.Equal((StageState.Ok, "1"), state["two"]);
        Assert.Equal((StageState.Fallback, "empty shop"), state["fails"]);
        Assert.Equal((StageState.Fallback, "over 2000 ms"), state["late"]);
    }

    [Fact]
    public async Task The_trace_of_many_sources_at_once_is_complete()
    {
        NamedSource[] sources =
        [
            .. Enumerable.Range(0, 200).Select(i => new NamedSource($"{i}", new List([new(i, 1)]))),
        ];
        var call = new Call(Live with { Explain = true });
        var set = await call.Gather(Long, sources, Query(), one => $"{one.Item}");
        Assert.Equal(200, set.Count);
        Assert.Equal(sources.Select(s => s.Name).Order(), call.Trace.Select(s => s.Name).Order());
        Assert.All(call.Trace, s => Assert.Equal([s.Name], s.Details!));
    }

    [Fact]
    public async Task Where_the_caller_went_away_no_fallback_answers()
    {
        using var gone = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var call = new Call(Live with { Cancellation = gone.Token });
        var stage = call.Stage(
            "slow",
            Long,
            token =>
            {
                gone.Cancel();
                return release.Wait(Long, CancellationToken.None) && token.IsCancellationRequested;
            },
            () => false
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stage);
        release.Set();
        Assert.Throws<FormatException>(() => call.Stage("next", () => throw new FormatException("bad"), () => true));
    }

    [Fact]
    public void The_seed_decides_all_randomness()
    {
        Assert.Equal(Numbers(1), Numbers(1));
        Assert.NotEqual(Numbers(1), Numbers(2));

        static int[] Numbers(int seed)
        {
            var call = new Call(Offline with { Seed = seed });
            return [.. Enumerable.Range(0, 20).Select(_ => call.Random.Next())];
        }
    }

    [Fact]
    public async Task History_is_strictly_earlier_than_the_moment()
    {
        var view = new HistoryView("seen", "watch");
        var at = Now.ToUnixTimeMilliseconds();
        var store = new FeatureStore();
        store.Fill(
            view,
            Interactions.From(
                new(["ann"]),
                new(["x", "y", "z"]),
                [(0, new(0, 1, at - 1)), (0, new(1, 1, at)), (0, new(2, 1, at + 1))]
            )
        );
        var call = new Call(Offline with { Store = store });
        var read = await call.History(view, "ann", new(["w", "x"]));
        Assert.Equal([new Interaction(1, 1, at - 1)], read.ToArray());
        Assert.Equal(Now, call.Now);
    }

    [Fact]
    public async Task A_history_as_last_known_is_in_the_trace()
    {
        var call = new Call(Offline with { Store = new FeatureStore(new AwayViews()) });
        var read = await call.History(new("seen", "watch"), "ann", new(["w", "x"]));
        Assert.Equal([new Interaction(1, 1, 0)], read.ToArray());
        var told = Assert.Single(call.Trace);
        Assert.Equal(("views", StageState.Fallback), (told.Name, told.State));
        Assert.Contains("as of 2 s ago", told.Note);
    }

    [Fact]
    public async Task Views_are_read_at_once_and_a_store_that_does_not_answer_is_in_the_trace()
    {
        var view = new FeatureView("seen")
        {
            Kinds = ["watch"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count],
            Windows = [Window.AllTime],
        };
        var store = new FeatureStore();
        store.Fill([view], [Watched("ann", Now.AddHours(-1)), Watched("ann", Now), Watched("bob", Now.AddHours(-2))]);
        var call = new Call(Offline with { Store = store });
        var read = await call.Read((view, "bob"), (view, "ann"), (view, "eve"));
        Assert.Equal(["bob", "ann", "eve"], read.Select(r => r.Entity));
        Assert.Equal([1, 1, 0], read.Select(r => r.All[0]));
        Assert.Equal(read, call.Reads);
        Assert.Empty(call.Trace);

        var away = new Call(Offline with { Store = new FeatureStore(new AwayViews()) });
        await away.StageAsync("features", () => away.Read((view, "ann"), (view, "bob")));
        Assert.Equal([StageState.Fallback, StageState.Ok], away.Trace.Select(t => t.State));
        Assert.Equal("the store of views did not answer; values as of 2.5 s ago", away.Trace[0].Note);

        static Observation Watched(string subject, DateTimeOffset at) =>
            new()
            {
                Id = $"{subject}{at:o}",
                System = "test",
                Kind = "watch",
                At = at,
                Subject = subject,
            };
    }

    [Fact]
    public async Task A_stage_that_waits_for_something_that_fails_fails_the_call()
    {
        var call = new Call(Offline);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await call.StageAsync<int>("wait", () => throw new InvalidOperationException("no"))
        );
        Assert.Equal((StageState.Failed, "no"), (call.Trace[0].State, call.Trace[0].Note));
    }

    [Fact]
    public void Watched_numbers_are_kept_and_feature_vectors_passed_on()
    {
        var rows = new List<float>();
        var schema = new FeatureSchema(["a", "b"], [false, false]);
        var call = new Call(Offline with { Sink = (_, seen) => rows.AddRange(seen) });
        call.Saw(schema, [1, 2, 3, 4]);
        Assert.Equal(.5, call.Watch("score", .5));
        call.Watch("score", .75);
        Assert.Equal([new("score", .75)], call.Watched);
        Assert.Equal([1, 2, 3, 4], rows);
    }

    [Fact]
    public void A_feature_set_is_found_by_name_and_type()
    {
        var set = new FeatureSet<int>("size") { { "n", n => n } };
        var call = new Call(Offline with { FeatureSets = [set] });
        Assert.Same(set, call.Features<int>("size"));
        Assert.Contains("size", Assert.Throws<KeyNotFoundException>(() => call.Features<string>("size")).Message);
        Assert.Throws<KeyNotFoundException>(() => call.Features<int>("other"));
    }

    private static CandidateQuery Query() => new(-1, default, Now.ToUnixTimeMilliseconds(), 100);

    /// <summary>A source with a fixed answer, which may do something first.</summary>
    private sealed class List(IReadOnlyList<ScoredItem> items, Action? first = null) : ICandidateSource
    {
        public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
        {
            first?.Invoke();
            return items;
        }
    }
}
