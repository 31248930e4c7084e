using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public sealed class DelayedLabelsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly LabelDelay Delay = new()
    {
        Wait = TimeSpan.FromDays(60),
        Labels = new HashSet<string> { "chargeback", "review" },
        IsPositive = o => o.Kind == "chargeback" || o.Value == 1,
    };

    [Theory]
    [InlineData(0, LabelState.NotKnownYet)]
    [InlineData(60, LabelState.NotKnownYet)]
    [InlineData(60.1, LabelState.Negative)]
    public void Silence_is_negative_only_after_the_wait(double day, LabelState expected)
    {
        var joined = Join(day, Scored("p", 0));
        var label = Assert.Single(joined.All);
        Assert.Equal((expected, null), (label.State, label.Label));
        Assert.Equal(expected == LabelState.Negative ? At(60) : null, label.KnownAt);
        Assert.Equal(expected == LabelState.Negative ? 1 : 0, joined.Known.Count());
    }

    [Fact]
    public void A_label_within_the_wait_is_known_when_it_happens()
    {
        Observation[] all = [Scored("p", 0), Label("c", 20, "chargeback"), Scored("q", 1, request: "other")];
        Assert.Equal(LabelState.NotKnownYet, Join(19, all).All[0].State);
        var label = Join(20, all).All[0];
        Assert.Equal((LabelState.Positive, "c", At(20)), (label.State, label.Label?.Id, label.KnownAt!.Value));
        Assert.Equal(LabelState.NotKnownYet, Join(20, all).All[1].State);
    }

    [Fact]
    public void A_late_label_replaces_the_assumed_negative_and_a_newer_label_an_older_one()
    {
        Observation[] all =
        [
            Scored("p", 0),
            Label("late", 75, "chargeback"),
            Label("corrected", 80, "review") with
            {
                Value = 0,
            },
        ];
        Assert.Equal(LabelState.Negative, Join(70, all).All[0].State);
        Assert.Equal((LabelState.Positive, 1, 0), State(Join(76, all)));
        Assert.Equal((LabelState.Negative, 1, 1), State(Join(90, all)));
        Assert.Equal(At(80), Join(90, all).All[0].KnownAt);

        static (LabelState, int, int) State(DelayedLabels joined) =>
            (joined.All[0].State, joined.Late, joined.Replaced);
    }

    [Fact]
    public void Labels_of_what_was_never_scored_are_reported_and_duplicates_count_once()
    {
        var (scored, label) = (Scored("p", 0), Label("c", 5, "chargeback"));
        var joined = Join(10, scored, label, scored, label, Label("lost", 7, "chargeback", request: "gone"));
        Assert.Equal(["lost"], joined.Unmatched.Select(o => o.Id));
        Assert.Equal((1, 2, 0), (joined.All.Count, joined.Duplicates, joined.Replaced));
    }

    [Fact]
    public void A_label_without_a_request_is_of_everything_scored_of_its_item_even_before()
    {
        var known = Label("c", 2, "chargeback") with { RequestId = null, Item = "card" };
        var joined = Join(
            9,
            Scored("before", 1) with
            {
                Item = "card",
            },
            known,
            Scored("after", 3, request: "s") with
            {
                Item = "card",
            },
            Scored("other", 3, request: "t") with
            {
                Item = "another",
            }
        );
        Assert.Equal(
            [(LabelState.Positive, At(2)), (LabelState.Positive, At(3)), (LabelState.NotKnownYet, null)],
            joined.All.Select(one => (one.State, one.KnownAt))
        );
        Assert.Empty(joined.Unmatched);
    }

    [Fact]
    public void The_order_of_arrival_does_not_matter_and_every_label_is_joined_or_reported() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 90], Gen.Int[0, 4])
            .Array[0, 30]
            .SelectMany(all => Gen.Shuffle(all.Select(Observed).ToArray()).Select(shuffled => (all, shuffled)))
            .Sample(
                (all, shuffled) =>
                {
                    Observation[] ordered = [.. all.Select(Observed)];
                    var (one, other) = (Join(70, ordered), Join(70, shuffled));
                    Assert.Equal(Describe(one), Describe(other));
                    var labels = ordered.Count(o => o.Kind != "prediction" && o.At <= At(70));
                    var used = one.All.Select(l => l.Label).OfType<Observation>().Distinct().Count();
                    Assert.InRange(labels - one.Unmatched.Count - used, 0, one.Replaced);
                    Assert.All(one.Known, l => Assert.InRange(l.KnownAt!.Value, l.Scored.At, At(70)));
                }
            );

    [Fact]
    public void All_wrong_settings_are_named()
    {
        var wrong = new LabelDelay
        {
            Wait = TimeSpan.Zero,
            Labels = new HashSet<string> { "prediction" },
        };
        var error = Assert.Throws<ArgumentException>(() => DelayedLabels.Join([], wrong, Start));
        Assert.Equal(
            "Wait must be above 0 and at most 3650 days; got 00:00:00. "
                + "Labels must not hold 'prediction', the kind of what is scored.",
            error.Message
        );
    }

    private static Observation Observed((int Kind, int Day, int Request) x, int i) =>
        x.Kind == 0
            ? Scored($"{i}", x.Day, $"r{x.Request}")
            : Label($"{i}", x.Day, x.Kind == 1 ? "chargeback" : "review", $"r{x.Request}");

    private static string Describe(DelayedLabels joined) =>
        string.Join('\n', joined.All.Select(l => $"{l.Scored.Id} {l.State} {l.Label?.Id} {l.KnownAt:O}"))
        + string.Join(',', joined.Unmatched.Select(o => o.Id))
        + $"{joined.Late} {joined.Replaced}";

    private static DelayedLabels Join(double day, params Observation[] all) => DelayedLabels.Join(all, Delay, At(day));

    private static DateTimeOffset At(double day) => Start.AddDays(day);

    private static Observation Scored(string id, double day, string request = "r") =>
        new()
        {
            Id = id,
            System = "s",
            Kind = "prediction",
            At = At(day),
            RequestId = request,
        };

    private static Observation Label(string id, double day, string kind, string request = "r") =>
        Scored(id, day, request) with
        {
            Kind = kind,
        };
}
