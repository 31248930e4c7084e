using System.CommandLine;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary>
/// <c>runs list</c>, <c>runs show RUN</c>, <c>runs compare RUN RUN</c>, <c>runs repeat RUN</c>: what was trained, from what, how
/// well, and whether it comes out the same.
/// </summary>
internal static class RunsCommands
{
    private sealed record RunRow(
        string Id,
        string System,
        DateTimeOffset Started,
        RunState State,
        double? Seconds,
        string? Data,
        string? Release,
        string? Error
    );

    private sealed record Compared(string Figure, string First, string Second);

    public static Command Create(CommandContext context) =>
        new("runs", "The training runs: their data, steps, ladders and figures.")
        {
            List(context),
            Show(context),
            Compare(context),
            Repeat(context),
        };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "All runs, the newest first.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                from system in context.SystemsOf(parsed)
                from run in context.WorkspaceOf(parsed).Runs.List(system.Id)
                orderby run.Started descending
                select new RunRow(
                    run.Id,
                    run.System,
                    run.Started,
                    run.State,
                    run.Report?.Seconds,
                    run.Report?.Data.Id,
                    run.Report?.Release,
                    run.Error
                ),
                ("run", r => r.Id),
                ("system", r => r.System),
                ("started", r => $"{r.Started:u}"),
                ("state", r => r.State.ToString().ToLowerInvariant()),
                ("seconds", r => $"{r.Seconds:0.0}"),
                ("data", r => r.Data),
                ("release", r => r.Release),
                ("", r => r.Error)
            )
        );
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "One run.") { CommandOptions.Run, CommandOptions.Json };
        command.SetAction(parsed =>
        {
            var run = context.WorkspaceOf(parsed).Runs.Get(parsed.GetRequiredValue(CommandOptions.Run));
            if (parsed.GetValue(CommandOptions.Json))
                context.Screen.Json(run);
            else if (run.Report is not { } report)
                context.Screen.Line($"Run {run.Id} of {run.System}, {run.Started:u}: {run.State}. {run.Error}");
            else
            {
                RunText.Lineage(context.Screen, report);
                RunText.Ladders(context.Screen, report);
                foreach (var line in RunText.BackTests(report))
                    context.Screen.Line($"   Back-test of {line}");
                foreach (var line in InsightText.Lines(report).Concat(InsightText.LeftOut(report)))
                    context.Screen.Line($"   {line}");
                RunText.Searches(context.Screen, report);
                RunText.Evaluation(context.Screen, report);
                RunText.Slices(context.Screen, report);
                RunText.Requirements(context.Screen, report);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Compare(CommandContext context)
    {
        var other = new Argument<string>("OTHER") { Description = "Another run of the same system." };
        var command = new Command("compare", "Two runs of one system side by side.")
        {
            CommandOptions.Run,
            other,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var runs = context.WorkspaceOf(parsed).Runs;
            var first = Finished(runs.Get(parsed.GetRequiredValue(CommandOptions.Run)));
            var second = Finished(runs.Get(parsed.GetRequiredValue(other)));
            if (first.System != second.System)
                throw new UsageException(
                    $"Run {first.Id} is of {first.System} and run {second.Id} of {second.System}; compare runs of one system."
                );
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                Rows(first, second),
                ("", r => r.Figure),
                (first.Id, r => r.First),
                (second.Id, r => r.Second)
            );
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Repeat(CommandContext context)
    {
        var command = new Command("repeat", "Does a run again from its record; the numbers must come out the same.")
        {
            CommandOptions.Run,
            CommandOptions.Json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var workspace = context.WorkspaceOf(parsed);
                var run = Finished(workspace.Runs.Get(parsed.GetRequiredValue(CommandOptions.Run)));
                var json = parsed.GetValue(CommandOptions.Json);
                var repeated = await context
                    .Systems.Get(run.System)
                    .Open(workspace)
                    .RepeatAsync(run, json ? new SilentRunLog() : context.Screen.NewRunLog(), cancellation)
                    .ConfigureAwait(false);
                if (json)
                    context.Screen.Json(repeated);
                else if (repeated.IsSame)
                    context.Screen.Line(
                        $"   Run {run.Id} came out the same: {repeated.Compared} steps and figures, release {run.Release}."
                    );
                else
                    foreach (var difference in repeated.Differences)
                        context.Screen.Line($"   {difference}");
                return repeated.IsSame ? ExitCode.Done : ExitCode.RequirementMissed;
            }
        );
        return command;
    }

    private static RunReport Finished(RunRecord run) =>
        run.Report ?? throw new UsageException($"Run {run.Id} is {run.State} and has no report. {run.Error}");

    private static IEnumerable<Compared> Rows(RunReport first, RunReport second)
    {
        yield return Row("started", r => $"{r.Started:u}");
        yield return Row("seed", r => $"{r.Seed}");
        yield return Row("quick", r => r.Quick ? "yes" : "no");
        yield return Row("values of views", RunText.ValuesOf);
        yield return Row("data", r => $"{r.Data.Id}, {r.Data.Rows:N0} rows");
        yield return Row("data sha256", r => r.Data.Sha256);
        yield return Row("release", r => r.Release);
        foreach (var ladder in first.Ladders.Concat(second.Ladders).Select(l => l.Name).Distinct())
            yield return Row($"{ladder}: chosen", r => Chosen(r, ladder));
        foreach (var metric in first.Evaluation.Learned.Metrics.Keys)
            yield return Row(
                $"{metric} (test)",
                r => RunText.Text(r.Evaluation.Learned.Metrics.GetValueOrDefault(metric))
            );
        yield return Row("p99 ms", r => $"{r.Evaluation.Learned.P99:0.00}");
        yield return Row("peak memory MB", r => RunText.Megabytes(r.Evaluation.Learned.PeakBytes));
        yield return Row("size MB", r => $"{r.Evaluation.Learned.Bytes / 1e6:0.00}");

        Compared Row(string figure, Func<RunReport, string> of) => new(figure, of(first), of(second));
    }

    private static string Chosen(RunReport report, string ladder) =>
        report.Ladders.FirstOrDefault(l => l.Name == ladder)?.ChosenRung is { } rung
            ? $"{rung.Name} ({rung.Value:0.0000})"
            : "none";
}
