using System.Text.Json;
using Ninefold.Data.Labelling;
using Ninefold.Data.Storage;
using Ninefold.Tests.Monitoring;
using static Ninefold.Data.Labelling.ReviewVerdict;

namespace Ninefold.Tests.Data.Labelling;

public sealed class ReviewStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly ReviewStore store;

    public ReviewStoreTests() => store = Open();

    public void Dispose() => folder.Dispose();

    private ReviewStore Open() => new(new Database(Path.Combine(folder.Path, "ninefold.db")), clock);

    private ReviewItem Item(string id, int reviewers = 1, string system = "fraud") =>
        new(
            system,
            id,
            clock.Now,
            "anna",
            null,
            .5,
            JsonElement.Parse("""{"amount":1}"""),
            JsonElement.Parse("""{"risk":0.5}""")
        )
        {
            Reviewers = reviewers,
        };

    private bool? Decide(string id, string reviewer, ReviewVerdict verdict) =>
        store.Decide("fraud", id, reviewer, verdict).IsPositive;

    [Fact]
    public void What_was_queued_is_read_as_it_was_by_another_process()
    {
        Assert.True(store.Add(Item("a"), 10));
        var read = Assert.Single(Open().Pending("fraud"));
        Assert.Equal(
            ("fraud", "a", clock.Now, "anna", null, .5),
            (read.System, read.RequestId, read.At, read.Subject, read.Item, read.Score)
        );
        Assert.Equal("""{"amount":1}""", read.Request.GetRawText());
        Assert.Equal("""{"risk":0.5}""", read.Answer.GetRawText());
        Assert.Null(read.IsPositive);
        Assert.Empty(read.Decisions);
    }

    [Fact]
    public void The_queue_is_bounded_by_what_waits_in_its_system()
    {
        Assert.True(store.Add(Item("a"), 2));
        Assert.False(store.Add(Item("a"), 2)); // is there
        Assert.True(store.Add(Item("b"), 2));
        Assert.False(store.Add(Item("c"), 2));
        Assert.True(store.Add(Item("a", system: "spam"), 2));
        Decide("a", "ann", Accept);
        Assert.True(store.Add(Item("c"), 2));
        Assert.Equal(2, store.CountPending("fraud"));
    }

    [Fact]
    public void One_reviewer_settles_an_answer_and_the_same_decision_again_changes_nothing()
    {
        store.Add(Item("a"), 10);
        var first = store.Decide("fraud", "a", "ann", Accept);
        clock.Now += TimeSpan.FromHours(1);
        var again = store.Decide("fraud", "a", "ann", Accept);
        Assert.True(again.IsPositive);
        Assert.Equal(first.Decisions, again.Decisions);
        Assert.Empty(store.Pending("fraud"));
    }

    [Fact]
    public void A_judgement_is_final_and_what_is_settled_takes_no_more()
    {
        store.Add(Item("a", reviewers: 2), 10);
        Decide("a", "ann", Reject);
        var changed = Assert.Throws<ReviewConflictException>(() => Decide("a", "ann", Accept));
        Assert.Contains("'ann' has decided reject on request 'a'", changed.Message, StringComparison.Ordinal);
        Assert.False(Decide("a", "bob", Reject));
        var late = Assert.Throws<ReviewConflictException>(() => Decide("a", "cem", Accept));
        Assert.Contains("settled as rejected by ann, bob", late.Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => Decide("nothing", "ann", Accept));
        Assert.Equal(2, store.Find("fraud", "a")!.Decisions.Count);
    }

    [Fact]
    public void The_highest_score_comes_first_and_of_equal_ones_the_oldest()
    {
        foreach (var (id, score) in new[] { ("low", .3), ("older", .6), ("newer", .6) })
        {
            store.Add(Item(id) with { Score = score }, 10);
            clock.Now = clock.Now.AddSeconds(1);
        }
        Assert.Equal(["older", "newer", "low"], store.Pending("fraud").Select(r => r.RequestId));
    }

    [Fact]
    public void Where_two_disagree_a_third_is_asked_and_the_majority_holds()
    {
        store.Add(Item("a", reviewers: 2), 10);
        Assert.Null(Decide("a", "ann", Accept));
        Assert.Null(Decide("a", "bob", Reject));
        Assert.Empty(store.Pending("fraud", "ann"));
        Assert.Equal("a", Assert.Single(store.Pending("fraud", "cem")).RequestId);
        Assert.True(Decide("a", "cem", Accept));
    }

    [Fact]
    public void A_skip_leaves_the_answer_to_others_and_may_be_followed_by_a_judgement()
    {
        store.Add(Item("a"), 10);
        Assert.Null(Decide("a", "ann", Skip));
        Assert.Empty(store.Pending("fraud", "ann"));
        Assert.Single(store.Pending("fraud", "bob"));
        Assert.False(Decide("a", "ann", Reject));
        Assert.Equal(Reject, Assert.Single(store.Find("fraud", "a")!.Decisions).Verdict);
    }

    [Fact]
    public void Agreement_is_kappa_over_the_first_two_judgements()
    {
        Assert.Equal(new ReviewAgreement(0, null), store.Agreement("fraud"));
        // Cohen's kappa of (A,A) (A,A) (R,R) (A,R): 3 of 4 agree; by chance 3/4 · 2/4 + 1/4 · 2/4 = 1/2.
        (ReviewVerdict, ReviewVerdict)[] pairs =
        [
            (Accept, Accept),
            (Accept, Accept),
            (Reject, Reject),
            (Accept, Reject),
        ];
        foreach (var ((one, other), i) in pairs.Select((p, i) => (p, i)))
        {
            store.Add(Item($"{i}", reviewers: 2), 10);
            Decide($"{i}", "eve", Skip);
            Decide($"{i}", "ann", one);
            Decide($"{i}", "bob", other);
        }
        Decide("3", "cem", Reject); // the third does not count
        store.Add(Item("alone", reviewers: 2), 10);
        Decide("alone", "ann", Accept);
        var agreement = store.Agreement("fraud");
        Assert.Equal(4, agreement.Items);
        Assert.Equal(.5, agreement.Kappa!.Value, 1e-12);
    }

    [Fact]
    public void Settled_answers_are_to_be_labelled_until_they_are()
    {
        store.Add(Item("a"), 10);
        store.Add(Item("b"), 10);
        Assert.Empty(store.Unlabelled("fraud"));
        Decide("a", "ann", Accept);
        var settled = Assert.Single(Open().Unlabelled("fraud"));
        store.Labelled(settled);
        Assert.Empty(store.Unlabelled("fraud"));
    }
}
