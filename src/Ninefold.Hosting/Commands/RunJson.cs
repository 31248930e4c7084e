using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Hosting.Terminal;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Monitoring;
using Ninefold.Problems;

namespace Ninefold.Hosting.Commands;

/// <summary>The last line of <c>run --json</c>: what programs read.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new FiniteConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>One JSON object in one line, of schema 1.</summary>
    public static string Line(RunReport report, RehearsalReport rehearsal, IReadOnlyList<Alarm> alarms)
    {
        var learned = report.Evaluation.Learned;
        return JsonSerializer.Serialize(
            new
            {
                Schema = 1,
                report.System,
                report.Release,
                Data = new
                {
                    report.Data.Id,
                    report.Data.Source,
                    report.Data.Rows,
                    report.Data.Sha256,
                },
                Learners = report.Ladders.Select(Learner).Append(Flow(report)),
                Requirements = report.Requirements.Select(Requirement),
                Serving = new
                {
                    P50Ms = learned.P50,
                    P99Ms = learned.P99,
                    RequestsPerSecond = learned.PerSecond,
                },
                Rollout = rehearsal.Stages,
                Alarms = alarms.Select(a => new
                {
                    a.Rule,
                    a.State,
                    a.Severity,
                    a.Value,
                    a.Reason,
                }),
            },
            Json
        );
    }

    private static object Learner(LadderReport ladder) =>
        new
        {
            ladder.Name,
            Ladder = ladder.Rungs.Select(r => new
            {
                Rung = r.Name,
                Split = "validation",
                Metrics = new Dictionary<string, Interval> { [ladder.Metric] = new Interval(r.Value, r.Low, r.High) },
                r.TrainSeconds,
            }),
            Chosen = ladder.ChosenRung?.Name,
        };

    private static object Flow(RunReport report) =>
        new
        {
            Name = "flow",
            Ladder = report.Evaluation.Flows.Select(f => new
            {
                Rung = f.Name,
                Split = "test",
                Metrics = f.Metrics,
                TrainSeconds = report.Ladders.Sum(l => RungOf(l, f, report)?.TrainSeconds ?? 0),
            }),
            Chosen = report.Evaluation.Learned.Name,
        };

    /// <summary>The rung of a ladder that a flow is made of.</summary>
    private static RungReport? RungOf(LadderReport ladder, FlowReport flow, RunReport report) =>
        flow == report.Evaluation.Learned
            ? ladder.ChosenRung
            : ladder.Rungs.Where(r => r.Name == flow.Name).Concat(ladder.Rungs).FirstOrDefault();

    private static object Requirement(RequirementResult result) =>
        new
        {
            result.Requirement.Name,
            Unit = Unit(result.Requirement.Metric),
            result.Requirement.Comparison,
            result.Requirement.Limit,
            result.Value,
            result.Dataset,
            result.Met,
        };

    private static string Unit(string metric) =>
        metric switch
        {
            Measurements.P50 or Measurements.P99 => "ms",
            Measurements.Throughput => "1/s",
            Measurements.Memory => "MB",
            _ => metric, // its own unit
        };
}
