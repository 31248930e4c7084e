using Ninefold.Data.Observations;
using Ninefold.Models.Runs;

namespace Ninefold.Tests;

public sealed class RepeatReportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_done_again_from_its_record_gives_the_same_numbers_without_reusing_anything()
    {
        using var home = new TinyHome();
        var first = await home.TrainAsync(seed: 7); // not the seed of the home
        await home.TrainAsync();
        var runs = home.Workspace.Runs.List().Count;
        var repeated = await home.Engine.RepeatAsync(
            home.Workspace.Runs.Get(first.Id).Report!,
            new SilentRunLog(),
            Cancellation
        );
        Assert.Empty(repeated.Differences);
        Assert.True(repeated.IsSame);
        Assert.Equal((7, first.Release), (repeated.Second.Seed, repeated.Second.Release));
        Assert.Equal(
            first.Steps.Where(s => !s.Reused).Select(s => s.Key),
            repeated.Second.Steps.Where(s => !s.Reused).Select(s => s.Key)
        );
        Assert.True(repeated.Compared > first.Steps.Count);
        // It leaves no trace in the home.
        Assert.Equal(runs, home.Workspace.Runs.List().Count);
        Assert.Empty(Directory.GetDirectories(home.Path, "repeat-*"));
    }

    [Fact]
    public async Task Other_data_come_out_different_and_each_difference_is_named()
    {
        using var home = new TinyHome();
        var first = await home.TrainAsync();
        var other = new TinySystem(new TinyData(2)).Open(home.Workspace);
        var repeated = await other.RepeatAsync(first, new SilentRunLog(), Cancellation);
        Assert.False(repeated.IsSame);
        Assert.Contains(repeated.Differences, d => d.StartsWith("data was ", StringComparison.Ordinal));
        Assert.Contains("step 'evaluation' read something else", repeated.Differences);
        Assert.Contains(
            repeated.Differences,
            d => d.StartsWith($"release was {first.Release}, is ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Of_changed_code_only_the_numbers_are_compared()
    {
        using var home = new TinyHome();
        var first = await home.TrainAsync() with { Code = "older" };
        var repeated = await home.Engine.RepeatAsync(first, new SilentRunLog(), Cancellation);
        Assert.StartsWith("code was older, is ", Assert.Single(repeated.Differences));
    }

    [Fact]
    public async Task Observations_that_came_later_are_not_given_to_it()
    {
        using var home = new TinyHome();
        var first = await home.TrainAsync();
        Assert.Equal(0, first.Observations);
        await using (
            var log = await ObservationLog.OpenAsync(
                home.Workspace.ObservationFolder("tiny"),
                home.Clock,
                cancellation: Cancellation
            )
        )
            await log.AppendAsync([TinyHome.Take("u1", "i1", home.Clock.Now)], Cancellation);
        var repeated = await home.Engine.RepeatAsync(first, new SilentRunLog(), Cancellation);
        Assert.True(repeated.IsSame);
        Assert.Empty(home.System.Lived);
        Assert.Equal(1, (await home.TrainAsync()).Observations);
    }
}
