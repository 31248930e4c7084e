using System.Text.Json;
using Ninefold.Hosting.Commands;
using Ninefold.Metrics;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class RunJsonTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public void The_line_has_the_fields_of_schema_1_and_no_number_that_is_not_finite()
    {
        var report = home.Workspace.Runs.Latest("sample")!;
        var flow = report.Evaluation.Learned with
        {
            P99 = double.NaN,
            Metrics = new Dictionary<string, Interval> { ["ndcg@10"] = new(.5, double.NaN, double.PositiveInfinity) },
        };
        report = report with { Evaluation = report.Evaluation with { Flows = [report.Evaluation.Flows[0], flow] } };
        var rehearsal = new RehearsalReport("a", "b", 10, [new("ab_test", true, "better")], true, new([]));
        var alarm = new Alarm("sample", "slow", AlarmSeverity.Warning, AlarmState.Firing, default, 7, "too slow");

        var line = RunJson.Line(report, rehearsal, [alarm]);
        Assert.DoesNotContain('\n', line);
        var json = JsonElement.Parse(line);
        Assert.Equal(
            ["schema", "system", "release", "data", "learners", "requirements", "serving", "rollout", "alarms"],
            json.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            ["name", "unit", "comparison", "limit", "value", "dataset", "met"],
            json.GetProperty("requirements")[0].EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal("beats", json.GetProperty("requirements")[0].GetProperty("comparison").GetString());
        Assert.Equal("at_most", json.GetProperty("requirements")[1].GetProperty("comparison").GetString());
        var learners = json.GetProperty("learners");
        Assert.Equal("validation", learners[0].GetProperty("ladder")[0].GetProperty("split").GetString());
        Assert.Equal("flow", learners[1].GetProperty("name").GetString());
        var ndcg = learners[1].GetProperty("ladder")[1].GetProperty("metrics").GetProperty("ndcg@10");
        Assert.Equal(.5, ndcg.GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Null, ndcg.GetProperty("high").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("serving").GetProperty("p99_ms").ValueKind);
        Assert.Equal("ab_test", json.GetProperty("rollout")[0].GetProperty("stage").GetString());
        Assert.Equal("firing", json.GetProperty("alarms")[0].GetProperty("state").GetString());
    }
}
