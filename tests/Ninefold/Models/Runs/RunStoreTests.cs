using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class RunStoreTests
{
    [Fact]
    public async Task Runs_are_listed_newest_first_and_a_finished_one_keeps_its_whole_report()
    {
        using var home = await TinyHome.TrainedAsync();
        var runs = new RunStore(home.Workspace.Database);
        var finished = runs.Latest("tiny")!;
        runs.Begin("aaaa1", "tiny", home.Clock.Now.AddHours(1));
        runs.Begin("aaaa2", "other", home.Clock.Now.AddHours(2));
        runs.Fail("aaaa2", "no data");
        Assert.Equal(
            [
                ("aaaa2", RunState.Failed, "no data"),
                ("aaaa1", RunState.Running, null),
                (finished.Id, RunState.Finished, null),
            ],
            runs.List().Select(r => (r.Id, r.State, r.Error))
        );
        Assert.Equal(["aaaa1", finished.Id], runs.List("tiny").Select(r => r.Id));
        Assert.Equal(finished.Id, runs.Latest("tiny")?.Id); // what goes on has no report yet
        Assert.Null(runs.Latest("other"));
        Assert.Equal(3, finished.Evaluation.Slices.Count + finished.Ladders.Count);
        Assert.Equal(home.System.Requirements, finished.Requirements.Select(r => r.Requirement));
        Assert.NotEmpty(finished.Trace);
    }

    [Fact]
    public void A_run_is_found_by_the_beginning_of_its_id()
    {
        using var home = new TinyHome();
        var runs = home.Workspace.Runs;
        Assert.Equal(
            "No run 'abcd'. Newest: none yet.",
            Assert.Throws<KeyNotFoundException>(() => runs.Get("abcd")).Message
        );
        runs.Begin("abcd1", "tiny", home.Clock.Now);
        runs.Begin("abcd2", "tiny", home.Clock.Now.AddHours(1));
        Assert.Equal("abcd1", runs.Get("abcd1").Id);
        Assert.Equal(
            "No run 'abcd'. Newest: abcd2, abcd1.",
            Assert.Throws<KeyNotFoundException>(() => runs.Get("abcd")).Message
        );
        Assert.Throws<KeyNotFoundException>(() => runs.Get("a"));
    }
}
