using System.Text;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;

namespace Ninefold.Tests;

public sealed class SystemEngineOfTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_of_two_trainings_in_one_home_is_told_so()
    {
        using var home = new TinyHome();
        using var reached = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var log = new Interruption(
            "pairs to train on",
            () =>
            {
                reached.Release();
                goOn.Wait(Cancellation);
            }
        );
        var first = Task.Run(() => home.TrainAsync(log: log), Cancellation);
        await reached.WaitAsync(Cancellation);
        var error = await Assert.ThrowsAsync<WorkspaceBusyException>(() => home.TrainAsync(seed: 7));
        Assert.Contains($"train-tiny in '{home.Path}'", error.Message);
        goOn.Release(10);
        await first;
        Assert.Single(home.Workspace.Runs.List("tiny"));
    }

    [Fact]
    public async Task Training_reads_what_was_lived_and_not_what_was_replayed_or_shown()
    {
        using var home = new TinyHome();
        var take = TinyHome.Take("u01", "a1", home.Clock.Now);
        await using (
            var log = await ObservationLog.OpenAsync(
                home.Workspace.ObservationFolder("tiny"),
                home.Clock,
                cancellation: Cancellation
            )
        )
            await log.AppendAsync(
                [take, take with { Id = "r", Replayed = true }, take with { Id = "i", Kind = "impression" }],
                Cancellation
            );
        await home.TrainAsync();
        Assert.Equal([take], home.System.Lived);
    }

    [Fact]
    public async Task What_predictions_saw_is_compared_with_what_is_computed_now()
    {
        var view = new FeatureView("takes")
        {
            Kinds = ["take"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count],
            Windows = [Window.AllTime],
        };
        using var home = await TinyHome.TrainedAsync(new TinySystem { ReadViews = [view] });
        home.Promote();
        await using (var live = await home.ServeAsync())
        {
            foreach (var user in new[] { "u01", "u02", "u03" })
                await live.PredictAsync(Encoding.UTF8.GetBytes($$"""{"user":"{{user}}"}"""), false, Cancellation);
            // It happened before the prediction, and came after it.
            await live.ObserveAsync([TinyHome.Take("u02", "a1", home.Clock.Now.AddMinutes(-1))], Cancellation);
        }
        var reports = await home.Engine.CheckFeaturesAsync(1, new SilentRunLog(), Cancellation);
        Assert.Equal([false, true], reports.Select(r => r.Columns.Single().AsServed));
        var served = reports[1].Columns.Single();
        Assert.Equal(("takes.count_all", 3, 1), (served.Column, served.Rows, served.Differing));
        Assert.All(reports, r => Assert.True(r.IsConsistent));
    }

    [Fact]
    public async Task A_release_answers_apart_from_any_server()
    {
        using var home = await TinyHome.TrainedAsync();
        var predictor = await home.Engine.LoadAsync("challenger", Cancellation);
        Assert.Equal(home.Release(ReleaseStore.Challenger).Id, predictor.Release);
        home.Promote();
        await using var live = await home.ServeAsync();
        foreach (var user in new[] { "u00", "u01", "nobody" })
        {
            var request = Encoding.UTF8.GetBytes($$"""{"user":"{{user}}"}""");
            var (alone, served) = (
                await predictor.PredictAsync(request, explain: true, Cancellation),
                await live.PredictAsync(request, explain: false, Cancellation)
            );
            Assert.Equal(((Picks)served.Answer).Items, ((Picks)alone.Answer).Items);
            Assert.Equal((served.Release, false), (alone.Release, alone.Fallback));
            Assert.Equal(["rank"], alone.Trace?.Select(s => s.Name));
            Assert.Null(served.Trace);
        }
    }

    [Fact]
    public async Task A_release_apart_knows_what_was_observed()
    {
        using var home = await TinyHome.TrainedAsync();
        await using (var live = await home.ServeAsync())
            await live.ObserveAsync([TinyHome.Take("new", "b1", home.Clock.Now)], Cancellation);
        home.Clock.Now += TimeSpan.FromSeconds(1);
        var predictor = await home.Engine.LoadAsync("challenger", Cancellation);
        var answer = await predictor.PredictAsync("""{"user":"new"}"""u8.ToArray(), false, Cancellation);
        Assert.All(((Picks)answer.Answer).Items, item => Assert.Equal("b", TinyData.KindOf(item)));
    }

    [Fact]
    public async Task A_request_that_is_not_valid_is_refused_with_all_that_is_wrong()
    {
        using var home = await TinyHome.TrainedAsync();
        var predictor = await home.Engine.LoadAsync("heuristic", Cancellation);
        Assert.Equal(
            ["'count' must be 1 to 9; got 0.", "'user' must not be empty."],
            await ErrorsAsync("""{"user":"","count":0}""")
        );
        Assert.Equal(["The request is null; send a JSON object."], await ErrorsAsync("null"));
        Assert.Equal(
            ["The JSON is not a valid Ask at $.usr: there is no such field. Fields: user, count."],
            await ErrorsAsync("""{"usr":"a"}""")
        );

        async Task<IReadOnlyList<string>> ErrorsAsync(string json) =>
            (
                await Assert.ThrowsAsync<InvalidRequestException>(() =>
                    predictor.PredictAsync(Encoding.UTF8.GetBytes(json), false, Cancellation).AsTask()
                )
            ).Errors;
    }

    [Fact]
    public async Task What_was_never_trained_can_neither_serve_nor_rehearse()
    {
        using var home = new TinyHome();
        Assert.Equal(
            "tiny was never trained here; run 'train tiny' first.",
            (await Assert.ThrowsAsync<KeyNotFoundException>(home.ServeAsync)).Message
        );
        Assert.Equal(
            "No release 'heuristic' of tiny. There are: none; train first.",
            (await Assert.ThrowsAsync<KeyNotFoundException>(() => home.RehearseAsync())).Message
        );
        await Assert.ThrowsAsync<KeyNotFoundException>(() => home.Engine.LoadAsync("champion", Cancellation));
    }
}
