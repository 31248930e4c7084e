using System.CommandLine;
using Ninefold.Hosting.Training;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary><c>train SYSTEM</c>: steps 4 to 6 in this process; <c>run</c> and the server start it as a child.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("train", "Data, features and models: makes a release of a system.")
        {
            CommandOptions.System,
            CommandOptions.Json,
            TrainingProcess.IsChild,
        };
        foreach (var option in CommandOptions.OfTraining)
            command.Add(option);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var system = context.SystemOf(parsed);
                var engine = system.Open(context.WorkspaceOf(parsed));
                var isChild = parsed.GetValue(TrainingProcess.IsChild);
                using var parent = TrainingProcess.StopWithParent(isChild, cancellation);
                var json = parsed.GetValue(CommandOptions.Json);
                IRunLog log = json ? new SilentRunLog() : context.Screen.NewRunLog();
                var report = await engine.TrainAsync(log, parent.Token).ConfigureAwait(false);
                if (json)
                    context.Screen.Json(report);
                else if (!isChild)
                {
                    RunText.Evaluation(context.Screen, report);
                    RunText.Requirements(context.Screen, report);
                    context.Screen.Line($"   Release {report.Release}; heuristic {report.Heuristic}.");
                }
                return RunText.ExitCodeOf(report);
            }
        );
        return command;
    }
}
