using System.Text;
using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Labelling;
using Ninefold.Data.Observations;

namespace Ninefold.Tests;

public sealed class LiveReviewsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TinySystem System(ReviewRule? rule)
    {
        var system = new TinySystem();
        return new TinySystem { Plan = system.Plan with { Review = rule } };
    }

    private static ReviewItem Item(string id, string? subject = "u", double score = 1) =>
        new("tiny", id, DateTimeOffset.UnixEpoch.AddDays(1), subject, "i", score, Json("{}"), Json("{}"));

    private static JsonElement Json(string json) => JsonElement.Parse(json);

    private static ReadOnlyMemory<byte> Ask(string user) => Encoding.UTF8.GetBytes($$"""{"user":"{{user}}"}""");

    private static async Task<List<Observation>> LabelsAsync(TinyHome home)
    {
        var labels = new List<Observation>();
        var log = new ObservationReader(home.Workspace.ObservationFolder("tiny"));
        await foreach (var one in log.ReadAsync(kinds: new HashSet<string> { "label" }, cancellation: Cancellation))
            labels.Add(one);
        return labels;
    }

    [Fact]
    public async Task An_answer_in_the_band_is_queued_and_decisions_become_one_label()
    {
        using var home = await TinyHome.TrainedAsync(System(new("candidates", 0, 100, Reviewers: 2)));
        var store = new ReviewStore(home.Workspace.Database, home.Clock);
        Prediction answer;
        await using (var live = await home.ServeAsync())
            answer = await live.PredictAsync(Ask("u01"), false, Cancellation);
        // Closed: what waited is written.
        var queued = Assert.Single(store.Pending("tiny"));
        var shown = ((Picks)answer.Answer).Items;
        Assert.Equal((answer.RequestId, "u01", shown[0]), (queued.RequestId, queued.Subject, queued.Item));
        Assert.Equal("u01", queued.Request.GetProperty("user").GetString());
        Assert.Equal(shown, queued.Answer.GetProperty("items").EnumerateArray().Select(i => i.GetString()));

        await using (var live = await home.ServeAsync())
        {
            await live.Reviews.DecideAsync(answer.RequestId, "ann", ReviewVerdict.Accept);
            Assert.Empty(await LabelsAsync(home));
            await live.Reviews.DecideAsync(answer.RequestId, "bob", ReviewVerdict.Accept);
            await live.Reviews.DecideAsync(answer.RequestId, "bob", ReviewVerdict.Accept);
            await live.WatchAsync(Cancellation);
        }
        var label = Assert.Single(await LabelsAsync(home));
        Assert.Equal(
            (answer.RequestId, "u01", shown[0], 1.0),
            (label.RequestId, label.Subject, label.Item, label.Value)
        );
    }

    [Theory]
    [InlineData("candidates", 100)]
    [InlineData("nothing", 0)]
    public async Task An_answer_outside_the_band_is_not_queued(string watched, double from)
    {
        using var home = await TinyHome.TrainedAsync(System(new(watched, from, 200)));
        await using (var live = await home.ServeAsync())
        {
            await live.PredictAsync(Ask("u01"), false, Cancellation);
            Assert.Equal(0, live.Reviews.LeftOut);
        }
        Assert.Empty(new ReviewStore(home.Workspace.Database, home.Clock).Pending("tiny"));
    }

    [Fact]
    public async Task What_another_process_decided_is_labelled_when_the_server_watches()
    {
        using var home = await TinyHome.TrainedAsync();
        var store = new ReviewStore(home.Workspace.Database, home.Clock);
        store.Add(Item("a"), 10);
        await using var live = await home.ServeAsync();
        store.Decide("tiny", "a", "ann", ReviewVerdict.Reject);
        await live.WatchAsync(Cancellation);
        Assert.Equal(("a", 0.0), Assert.Single(await LabelsAsync(home)) is var l ? (l.RequestId, l.Value) : default);
        Assert.Empty(store.Unlabelled("tiny"));
    }

    [Fact]
    public async Task A_label_that_could_not_be_stored_follows_later()
    {
        using var home = new TinyHome();
        var store = new ReviewStore(home.Workspace.Database, home.Clock);
        var (fails, labels) = (true, new List<Observation>());
        var reviews = new LiveReviews(home.System, home.Workspace, Observe);
        store.Add(Item("a"), 10);
        await Assert.ThrowsAsync<IOException>(async () => await reviews.DecideAsync("a", "ann", ReviewVerdict.Accept));
        fails = false;
        await reviews.DecideAsync("a", "ann", ReviewVerdict.Accept); // sent again
        await reviews.LabelAsync();
        Assert.Equal("review:a", Assert.Single(labels).Id);

        ValueTask<AppendResult> Observe(IReadOnlyList<Observation> batch)
        {
            if (fails)
                throw new IOException("full");
            labels.AddRange(batch);
            return new(new AppendResult(batch.Count, 0));
        }
    }

    [Fact]
    public async Task What_is_too_much_or_cannot_be_a_label_is_left_out_and_counted()
    {
        using var home = new TinyHome();
        var store = new ReviewStore(home.Workspace.Database, home.Clock);
        var reviews = new LiveReviews(System(new("x", 0, 1, MostPending: 2)), home.Workspace, _ => default);
        var inside = new Dictionary<string, double> { ["x"] = .5 };
        reviews.Offer(inside, score => Item("long", new string('x', 1000), score));
        reviews.Offer(inside, _ => throw new ArgumentException("no JSON"));
        foreach (var id in new[] { "a", "b", "c" })
            reviews.Offer(inside, score => Item(id, score: score));
        reviews.Offer(new Dictionary<string, double> { ["x"] = 1 }, _ => Item("outside"));
        await reviews.CloseAsync();
        Assert.Equal(["a", "b"], store.Pending("tiny").Select(r => r.RequestId));
        Assert.Equal(3, reviews.LeftOut);
    }
}
