using Ninefold.Models.Releases;
using TinyPredictor = Ninefold.Predictor<
    Ninefold.Tests.Ask,
    Ninefold.Tests.Picks,
    Ninefold.Tests.Took,
    Ninefold.Tests.TinySystem.Parts
>;

namespace Ninefold.Tests;

public sealed class PredictorTests : IAsyncLifetime
{
    private TinyHome home = null!;
    private LiveRelease<TinySystem.Parts> learned = null!;
    private LiveRelease<TinySystem.Parts> heuristic = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        home = await TinyHome.TrainedAsync();
        (learned, heuristic) = (home.Load(ReleaseStore.Challenger), home.Load(ReleaseStore.Heuristic));
    }

    public ValueTask DisposeAsync()
    {
        home.Dispose();
        return default;
    }

    [Fact]
    public async Task Where_the_flow_fails_the_heuristics_release_answers_and_says_so()
    {
        var sound = await AnswerAsync();
        Assert.Equal((learned.Release.Id, false), (sound.Release, sound.Fallback));
        home.System.Fails = IsLearned;
        var seen = 0;
        var answered = await AnswerAsync(sink: () => seen++);
        Assert.Equal((heuristic.Release.Id, true), (answered.Release, answered.Fallback));
        Assert.Equal(3, answered.Answer.Items.Count);
        Assert.NotEqual(sound.Answer.Items, answered.Answer.Items);
        Assert.Equal(0, seen); // the heuristic's features are not those of the release that is watched
    }

    [Fact]
    public async Task Where_both_fail_the_error_names_both()
    {
        home.System.Fails = _ => true;
        var error = await Assert.ThrowsAsync<PredictionFailedException>(() => AnswerAsync());
        Assert.Equal(
            $"The flow of release {learned.Release.Id} failed (told to fail), and so did the heuristic's (told to fail).",
            error.Message
        );
        error = await Assert.ThrowsAsync<PredictionFailedException>(() => AnswerAsync(withHeuristic: false));
        Assert.Equal($"The flow of release {learned.Release.Id} failed: told to fail", error.Message);
    }

    [Fact]
    public async Task A_cancelled_request_is_neither_a_failure_nor_a_fallback()
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;
        home.System.WhileRanking = call =>
        {
            asked++;
            stop.Cancel();
            call.Cancellation.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AnswerAsync(cancellation: stop.Token));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_flow_that_cancels_itself_has_failed()
    {
        home.System.WhileRanking = _ =>
        {
            home.System.WhileRanking = _ => { };
            throw new OperationCanceledException();
        };
        Assert.True((await AnswerAsync()).Fallback);
    }

    [Fact]
    public async Task The_same_request_id_gives_the_same_randomness()
    {
        var drawn = new List<int>();
        home.System.WhileRanking = call => drawn.Add(call.Random.Next());
        foreach (var id in new[] { "one", "one", "two" })
            await AnswerAsync(id);
        Assert.Equal(drawn[0], drawn[1]);
        Assert.NotEqual(drawn[0], drawn[2]);
    }

    [Fact]
    public async Task A_call_is_live_and_has_the_budget()
    {
        TimeSpan left = default;
        home.System.WhileRanking = call => left = call.Left;
        var answered = await AnswerAsync();
        Assert.InRange(left, TimeSpan.FromSeconds(1), home.System.Plan.Budget);
        Assert.Equal(["rank"], answered.Call.Trace.Select(s => s.Name));
        Assert.True(answered.Call.Live);
    }

    [Theory]
    [InlineData("a b c", "a b c", 0)]
    [InlineData("a b c", "c b a", 0)]
    [InlineData("a b c", "a d e", 2 / 3d)]
    [InlineData("a b", "a b c d", .5)]
    [InlineData("a", "", 1)]
    [InlineData("", "", 0)]
    public void Answers_disagree_by_the_items_that_are_not_in_both(string one, string other, double expected)
    {
        var predictor = new TinyPredictor(home.System);
        Assert.Equal(expected, predictor.Disagreement(Of(one), Of(other)), 12);
        Assert.Equal(expected, predictor.Disagreement(Of(other), Of(one)), 12);

        static Picks Of(string items) => new(items.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool IsLearned(TinySystem.Parts parts) => parts.Ranker.Rung != "by-popularity";

    private Task<Answered<Picks>> AnswerAsync(
        string id = "request",
        bool withHeuristic = true,
        Action? sink = null,
        CancellationToken? cancellation = null
    ) =>
        new TinyPredictor(home.System)
            .AnswerAsync(
                new Ask("u01"),
                id,
                home.Clock.Now,
                learned,
                withHeuristic ? heuristic : null,
                explain: false,
                sink is null ? null : (_, _) => sink(),
                cancellation ?? Cancellation
            )
            .AsTask();
}
