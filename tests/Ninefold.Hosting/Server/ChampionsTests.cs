using Ninefold.Experiments;
using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting.Tests.Server;

public sealed class ChampionsTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public void Rolling_back_brings_the_champion_before()
    {
        var learned = home.Champions.Promote("challenger", "test");
        var heuristic = home.Champions.Promote("heuristic", "test");
        Assert.Equal(learned.Id, home.Champions.RollBack("test").Id);
        Assert.Equal(heuristic.Id, home.Champions.RollBack("test").Id);
    }

    [Fact]
    public void A_promotion_ends_the_rollout_that_runs()
    {
        home.Champions.Promote("heuristic", "test");
        var rollout = home.Champions.RollOutChallenger("test")!;
        Assert.False(rollout.Plan.IsReplayed);
        Assert.Equal(rollout.Id, home.Champions.RollOutChallenger("again")!.Id); // it runs already

        home.Champions.Promote("challenger", "by hand");
        var store = new RolloutStore(home.Workspace.Database, TimeProvider.System);
        Assert.Equal(RolloutStage.Aborted, store.Find(rollout.Id)!.Stage);
        Assert.Null(home.Champions.RollOutChallenger("it is the champion"));
    }

    [Fact]
    public async Task Without_another_champion_there_is_no_way_back()
    {
        using var fresh = new SampleHome();
        await fresh.RunAsync("train", "sample");
        Assert.Throws<UsageException>(() => fresh.Champions.RollBack("test"));
    }
}
