using Ninefold.Monitoring;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class AlarmsCommandsTests
{
    [Fact]
    public async Task Alarms_stand_as_they_were_evaluated_last()
    {
        using var home = new SampleHome();
        Assert.Equal("(none)", (await home.OutputAsync("alarms", "list")).Trim());
        new AlarmEvaluator(home.Workspace.Database, TimeProvider.System).Evaluate(
            "sample",
            [new ThresholdRule("too slow", "p99_ms", AlarmComparison.Above, 50)],
            [new Signal("p99_ms", 80, TimeProvider.System.GetUtcNow())]
        );
        var alarm = Assert.Single((await home.JsonAsync("alarms", "list", "sample")).EnumerateArray());
        Assert.Equal("firing", alarm.GetProperty("state").GetString());
        Assert.Equal(80, alarm.GetProperty("value").GetDouble());
    }
}
