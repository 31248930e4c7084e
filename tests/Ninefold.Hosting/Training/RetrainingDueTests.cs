using Ninefold.Hosting.Server;
using Ninefold.Hosting.Templates;
using Ninefold.Hosting.Training;

namespace Ninefold.Hosting.Tests.Training;

public sealed class RetrainingDueTests
{
    private static readonly TimeSpan Limit = new SampleSystem().Operations.RetrainAfter;

    [Fact]
    public async Task A_system_is_due_when_its_release_is_old_and_nobody_tries_or_tried_lately()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        var clock = new Later();
        var workspace = new Workspace(new() { Home = home.Folder }, clock);
        var due = new RetrainingDue(workspace);
        await using var served = new ServedSystem(new SampleSystem().Open(workspace), workspace);
        clock.By = Limit + TimeSpan.FromHours(1);
        Assert.Null(due.Reason(served, null)); // nothing answers yet
        await served.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The release is 7.04 days old", due.Reason(served, null), StringComparison.Ordinal);

        clock.By = Limit - TimeSpan.FromHours(1);
        Assert.Null(due.Reason(served, null));
        clock.By = Limit + TimeSpan.FromHours(1);
        var now = clock.GetUtcNow();
        Assert.Null(due.Reason(served, Training("other", RetrainingStatus.Running, now.AddDays(-2))));
        Assert.NotNull(due.Reason(served, Training("other", "failed", now)));
        Assert.Null(due.Reason(served, Training("sample", "failed", now - RetrainingDue.Interval / 2)));
        Assert.NotNull(due.Reason(served, Training("sample", "failed", now - RetrainingDue.Interval)));

        workspace.Runs.Begin("by hand", "sample", now - RetrainingDue.Interval / 2);
        Assert.Null(due.Reason(served, null));
        clock.By += RetrainingDue.Interval;
        Assert.NotNull(due.Reason(served, null));

        new Champions(served.System, workspace).Promote("heuristic", "for the test");
        Assert.NotNull(new Champions(served.System, workspace).RollOutChallenger("for the test"));
        Assert.Null(due.Reason(served, null)); // a newer challenger would end the rollout
    }

    private static RetrainingStatus Training(string system, string state, DateTimeOffset started) =>
        new(system, state, started, null, "log");

    private sealed class Later : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }
}
