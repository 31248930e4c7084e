namespace Ninefold.Hosting.Tests.Training;

/// <summary>The app as a process of its own, which trains in a child.</summary>
public sealed class TrainingProcessTests
{
    [Fact]
    public async Task A_child_stops_when_its_parent_is_gone()
    {
        using var home = new SampleHome();
        var child = await home.RunProcessAsync("train", "sample", "--stop-with-stdin"); // nobody holds its input
        Assert.Equal(130, child.Code);
        Assert.Equal("stopped by the user", Assert.Single(home.Workspace.Runs.List()).Error);
    }
}
