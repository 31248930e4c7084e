using Ninefold.Hosting.Terminal;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Hosting.Commands;

/// <summary>Shows to people what a run found out.</summary>
internal static class RunText
{
    /// <summary>The test figures of every flow, and the differences to the learned one.</summary>
    public static void Evaluation(Screen screen, RunReport report)
    {
        var flows = report.Evaluation.Flows;
        var metrics = flows.SelectMany(f => f.Metrics.Keys).Distinct().ToList();
        screen.Line($"   Run {report.Id}: {report.Cases.Test:N0} test cases{Remarks(report)}.");
        screen.Table(
            ["test", .. flows.Select(f => f.Name)],
            [
                .. metrics.Select(m =>
                    new[] { m }.Concat(flows.Select(f => Text(f.Metrics.GetValueOrDefault(m)))).ToArray()
                ),
                ["p50 ms", .. flows.Select(f => $"{f.P50:0.00}")],
                ["p95 ms", .. flows.Select(f => $"{f.Latency?.P95:0.00}")],
                ["p99 ms", .. flows.Select(f => $"{f.P99:0.00}")],
                ["per second", .. flows.Select(f => $"{f.PerSecond:N0}")],
                ["size MB", .. flows.Select(f => $"{f.Bytes / 1e6:0.00}")],
                ["peak memory MB, with the data", .. flows.Select(f => Megabytes(f.PeakBytes))],
            ]
        );
        foreach (var d in report.Evaluation.Differences)
            screen.Line(
                $"   released - {d.Rival}: {d.Metric} {d.Difference.Value:+0.0000;-0.0000;0.0000} [{d.Difference.Low:+0.0000;-0.0000;0.0000}, {d.Difference.High:+0.0000;-0.0000;0.0000}]"
            );
    }

    /// <summary>What the run was made from, and its steps.</summary>
    public static void Lineage(Screen screen, RunReport report)
    {
        screen.Line(
            $"   Run {report.Id} of {report.System}, {report.Started:u}, {report.Seconds:0.0} s, seed {report.Seed}{Remarks(report)}."
        );
        screen.Line(
            $"   Data {report.Data.Id} from {report.Data.Source}: {report.Data.Rows:N0} rows, {report.Data.Sha256}."
        );
        screen.Line($"   {report.Split}");
        screen.Line($"   Release {report.Release}; heuristic {report.Heuristic}. {report.Machine}.");
        screen.Table(
            ["step", "seconds", "peak memory MB", "", "key"],
            report.Steps.Select(s =>
                new[] { s.Name, $"{s.Seconds:0.00}", Megabytes(s.PeakBytes), s.Reused ? "reused" : "", s.Key }
            )
        );
        screen.Line($"   Values of views: {ValuesOf(report)}.");
    }

    /// <summary>Every rung of every ladder, on the validation data.</summary>
    public static void Ladders(Screen screen, RunReport report)
    {
        foreach (var ladder in report.Ladders)
            screen.Table(
                [
                    ladder.Name,
                    $"{ladder.Metric} (validation)",
                    "train s",
                    "µs an answer",
                    "kB",
                    "memory MB",
                    "parameters",
                    "operations an answer",
                    "",
                    "why",
                ],
                ladder.Rungs.Select(r =>
                    new[]
                    {
                        r.Name,
                        Text(new Interval(r.Value, r.Low, r.High)),
                        $"{r.TrainSeconds:0.0}",
                        $"{r.Microseconds:0}",
                        $"{r.Bytes / 1e3:N0}",
                        Megabytes(r.Memory),
                        Count(r.Cost?.Parameters),
                        Count(r.Cost?.Operations),
                        r.Chosen ? "chosen" : "",
                        r.Why,
                    }
                )
            );
    }

    /// <summary>What back-tests found, ladder by ladder.</summary>
    public static IEnumerable<string> BackTests(RunReport report) =>
        report.Ladders.SelectMany(l => (l.BackTest?.Findings ?? []).Select(line => $"{l.Name}: {line}"));

    /// <summary>Empty where it was not measured.</summary>
    public static string Megabytes(long? bytes) => bytes is > 0 ? $"{bytes / 1e6:0}" : "";

    /// <summary>Empty where it is not known.</summary>
    public static string Count(long? count) => $"{count:N0}";

    /// <summary>What was searched, and how trainings went that told of it.</summary>
    public static void Searches(Screen screen, RunReport report)
    {
        foreach (var search in report.Searches)
            screen.Line($"   {Text(search)}");
        if (report.Curves.Count > 0)
            screen.Table(
                ["training", "measured (validation)", "rounds", "first", "best", "at round"],
                report.Curves.Select(c =>
                    new[]
                    {
                        c.Name,
                        c.Metric,
                        $"{c.Rounds[^1]}",
                        $"{c.Values[0]:0.0000}",
                        $"{c.Values[Array.IndexOf(c.Rounds, c.Best)]:0.0000}",
                        $"{c.Best}",
                    }
                )
            );
    }

    /// <summary>What a search gained, and by what.</summary>
    public static string Text(KnobSearchReport search)
    {
        if (search.Why.Length > 0)
            return $"{search.Name}: {search.Why}";
        var best = search.Trials[search.Best];
        var set = string.Join(", ", best.Parameters.Select(p => $"{p.Key} {p.Value}").DefaultIfEmpty("the start"));
        return $"{search.Name}: {search.Trials.Count} trials, {search.Metric} {search.Trials[0].Value:0.0000} → {best.Value:0.0000} by {set}{Importance(search)}";
    }

    private static string Importance(KnobSearchReport search) =>
        search.Importance.Count == 0
            ? ""
            : $"; of the variance {string.Join(", ", search.Importance.Select(p => $"{p.Parameter} {100 * p.Share:0} %"))}";

    /// <summary>The learned flow on parts of the test cases.</summary>
    public static void Slices(Screen screen, RunReport report)
    {
        if (report.Evaluation.Slices.Count > 0)
            screen.Table(
                ["slice", "cases", report.Evaluation.Slices[0].Metric],
                report.Evaluation.Slices.Select(s => new[] { s.Slice, $"{s.Count:N0}", s.Reason ?? Text(s.Value) })
            );
    }

    /// <summary>Every requirement with its value and whether it was met.</summary>
    public static void Requirements(Screen screen, RunReport report)
    {
        screen.Table(
            ["requirement", "measured", "on", ""],
            report.Requirements.Select(r => new[] { r.Requirement.Name, Value(r), r.Dataset, Verdict(r, report.Quick) })
        );
        if (!report.MeetsQuality)
            screen.Line("   A quality requirement was missed: the learned release does not go out.");
        if (!report.MeetsSpeed)
            screen.Line("   The quality is there, but it is too slow or too large on this machine now.");
    }

    /// <summary>0, or 1 where a requirement that applies was missed.</summary>
    public static int ExitCodeOf(RunReport report) =>
        report is { MeetsQuality: true, MeetsSpeed: true } ? ExitCode.Done : ExitCode.RequirementMissed;

    /// <summary>The measured value in words; of a comparison, the low end of the difference.</summary>
    public static string Value(RequirementResult result) =>
        result.Value is not { } value ? "not measured"
        : result.Requirement.Comparison == Comparison.Beats ? $"{value:+0.0000;-0.0000;0.0000} at least"
        : $"{value:0.####}";

    /// <summary>Met, missed, or why neither.</summary>
    public static string Verdict(RequirementResult result, bool quick) =>
        result.Met switch
        {
            true => "met",
            false => result.Requirement.IsSpeed ? "missed on this machine now" : "MISSED",
            null when quick => "not applicable to a quick run",
            null when result.Requirement.On is { } on && on != result.Dataset => $"not applicable: stated for {on}",
            null => "not applicable",
        };

    /// <summary>Whether the values of views were read as logged or computed anew.</summary>
    public static string ValuesOf(RunReport report) =>
        report.Steps.Where(s => s.Logged is not null).Select(s => $"{s.Name}: {s.Logged}").ToList() is { } shares
        && report.LoggedValues
            ? $"as logged with the predictions of lived cases, the others computed anew ({string.Join("; ", shares.DefaultIfEmpty("none were read"))})"
            : "computed anew, as of each case's moment";

    private static string Remarks(RunReport report) =>
        (report.Quick ? ", a quick run" : "") + (report.Data.Simulated ? ", simulated data" : "");

    /// <summary>A value with its interval, where it has one.</summary>
    public static string Text(Interval? value) =>
        value is null ? "undefined"
        : value.Low == value.High ? $"{value.Value:0.0000}"
        : $"{value.Value:0.0000} [{value.Low:0.0000}, {value.High:0.0000}]";
}
