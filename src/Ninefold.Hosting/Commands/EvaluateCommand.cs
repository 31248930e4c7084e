using System.CommandLine;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary><c>evaluate SYSTEM</c>: the test figures of a run, with its requirements.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CommandContext context)
    {
        var run = new Option<string>("--run") { Description = "A run's id; the newest unless set.", HelpName = "RUN" };
        var command = new Command("evaluate", "How a release did on the test cases, and what it was required to.")
        {
            CommandOptions.System,
            run,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var report = ReportOf(context.SystemOf(parsed), context.WorkspaceOf(parsed).Runs, parsed.GetValue(run));
            if (parsed.GetValue(CommandOptions.Json))
                context.Screen.Json(
                    new
                    {
                        report.Id,
                        report.System,
                        report.Release,
                        report.Data,
                        report.Evaluation,
                        report.Requirements,
                    }
                );
            else
            {
                RunText.Evaluation(context.Screen, report);
                RunText.Slices(context.Screen, report);
                RunText.Requirements(context.Screen, report);
            }
            return RunText.ExitCodeOf(report);
        });
        return command;
    }

    /// <summary>The report of a finished run of a system; the newest where none is named.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static RunReport ReportOf(MlSystem system, RunStore runs, string? id)
    {
        if (id is null)
            return runs.Latest(system.Id)
                ?? throw new UsageException($"{system.Id} was never trained here; run 'train {system.Id}' first.");
        var run = runs.Get(id);
        return run switch
        {
            { Report: null } => throw new UsageException($"Run {run.Id} is {run.State} and has no report. {run.Error}"),
            _ when run.System != system.Id => throw new UsageException(
                $"Run {run.Id} is of {run.System}, not of {system.Id}."
            ),
            { Report: { } report } => report,
        };
    }
}
