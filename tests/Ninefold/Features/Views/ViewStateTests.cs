using CsCheck;
using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class ViewStateTests
{
    private static readonly FeatureView Spent = new("spent")
    {
        Kinds = ["paid"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count, Aggregate.Sum],
        Windows = [Window.Sliding(Time(10))],
        Lateness = Time(5),
    };

    [Fact]
    public void In_production_it_answers_as_the_slow_reference_does_while_observations_come_late() =>
        Gen.Select(View, Arrivals)
            .Sample(t =>
            {
                var (view, stream) = t;
                var state = new ViewState(view);
                var next = 0;
                for (var now = 0L; now <= Latest + 20; now++)
                {
                    // All that is earlier than this moment has arrived; some that is later has, too.
                    var last = Array.FindLastIndex(stream, o => o.At < Moment(now));
                    while (next <= last)
                        state.Add(stream[next++]);
                    foreach (var entity in Entities(view))
                        AssertEqual(
                            view,
                            ReferenceView.Values(view, stream, entity, now),
                            state.Read(entity, Moment(now)).All,
                            $"of {entity} at {now}"
                        );
                }
            });

    [Fact]
    public void One_that_keeps_all_can_be_read_as_of_any_moment_and_handed_over() =>
        Gen.Select(View, Arrivals, Gen.Int[0, Latest + 20])
            .Sample(t =>
            {
                var (view, stream, now) = t;
                var state = new ViewState(view, keepsAll: true);
                foreach (var one in stream)
                    state.Add(one);
                var again = ViewState.Of(view, state.Past());
                foreach (var entity in Entities(view))
                {
                    var expected = ReferenceView.Values(view, stream, entity, now);
                    AssertEqual(view, expected, state.Read(entity, Moment(now)).All, $"of {entity} at {now}");
                    AssertEqual(view, expected, again.Read(entity, Moment(now)).All, $"of {entity} handed over");
                }
                Assert.Equal(state.Past().Fingerprint, again.Past().Fingerprint);
            });

    [Fact]
    public void What_can_no_longer_count_is_forgotten_and_left_out_of_a_trimmed_past()
    {
        var (keeps, forgets) = (new ViewState(Spent, keepsAll: true), new ViewState(Spent));
        foreach (var at in new[] { 0, 83, 84, 85, 100 })
        {
            keeps.Add(Of($"o{at}", at, "ann", "x", 1));
            forgets.Add(Of($"o{at}", at, "ann", "x", 1));
        }
        // 85 can still count; 84 tells how old the latest is at 85.
        Assert.Equal(5, keeps.Past().Count);
        Assert.Equal([84, 85, 100], keeps.Past(trim: true).At);
        Assert.Equal([84, 85, 100], forgets.Past().At);
    }

    [Fact]
    public void It_says_how_old_the_latest_is()
    {
        var state = new ViewState(Spent);
        state.Add(Of("o", 40, "ann", "x", 3));
        var values = state.Read("ann", Moment(45));
        Assert.Equal(Time(5), values.Age);
        Assert.Equal(3, values[Aggregate.Sum, Window.Sliding(Time(10))]);
        Assert.Equal(1, state.Entities);
        Assert.Null(state.Read("ann", Moment(40)).Age);
        Assert.Null(state.Read("bob", Moment(45)).Age);
        var error = Assert.Throws<KeyNotFoundException>(() => values[Aggregate.Max, Window.AllTime]);
        Assert.Contains("'max_all'", error.Message);
        Assert.Contains("spent.sum_10ms", error.Message);
    }

    [Fact]
    public void The_past_of_another_version_is_refused()
    {
        var past = new ViewState(Spent).Past();
        var error = Assert.Throws<InvalidDataException>(() => ViewState.Of(Spent with { AtLeast = 1 }, past));
        Assert.Contains(Spent.Version, error.Message);
    }

    [Fact]
    public void Writers_at_once_lose_nothing()
    {
        var state = new ViewState(Spent, keepsAll: true);
        Parallel.For(0, 4_000, i => state.Add(Of($"o{i % 2_000}", i % 2_000 / 7, $"s{i % 3}", "x", 1)));
        var expected = Enumerable.Range(0, 4_000).Select(i => (i % 2_000, i % 3)).Distinct().Count();
        Assert.Equal(expected, state.Past().Count);
    }
}
