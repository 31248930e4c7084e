using Ninefold.Hosting.Pages;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Templates;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class SystemsShownTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    private SystemsShown Shown => new(new ServedSystems(new SystemCatalogue([new SampleSystem()]), home.Workspace));

    [Fact]
    public async Task The_card_is_about_the_run_that_made_the_champion()
    {
        var first = Shown.Report("sample")!;
        Assert.Equal(home.Champions.Current!.Id, first.Release);
        var again = await home.RunAsync("train", "sample", "--seed", "43");
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(first.Id, Shown.Report("sample")!.Id);
        Assert.Equal(43, Shown.LatestReport("sample")!.Seed);
    }

    [Fact]
    public async Task A_promoted_release_answers_at_once_and_knows_the_one_before()
    {
        var (system, shown) = (new SampleSystem(), Shown);
        var before = shown.Answering("sample")!.Release.Id;
        await shown.PromoteAsync(system, ReleaseStore.Heuristic, "for the test");
        Assert.Equal("", shown.Answering("sample")!.Release.Rung);
        Assert.Equal(shown.Answering("sample")!.Release.Id, shown.Live("sample")!.Release);
        Assert.Equal(before, shown.Previous(system));
        await shown.PromoteAsync(system, before, "for the test");
        Assert.Equal(before, shown.Live("sample")!.Release);
        await shown.Live("sample")!.DisposeAsync();
    }

    [Fact]
    public void Nothing_is_known_of_a_system_that_is_not_there()
    {
        Assert.Null(Shown.Find("nothing"));
        Assert.Null(Shown.Live("nothing"));
        Assert.Null(Shown.Report("nothing"));
        Assert.Equal("nothing", Shown.TitleOf("nothing"));
    }
}
