using System.CommandLine;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary><c>replay SYSTEM</c>: takes the challenger through shadow, canary and A/B on past traffic.</summary>
internal static class ReplayCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("replay", "Rehearses the challenger on past traffic: shadow, canary, A/B.")
        {
            CommandOptions.System,
            CommandOptions.Json,
        };
        foreach (var option in CommandOptions.OfTraining)
            command.Add(option);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var json = parsed.GetValue(CommandOptions.Json);
                IRunLog log = json ? new SilentRunLog() : context.Screen.NewRunLog();
                var rehearsal = await context
                    .SystemOf(parsed)
                    .Open(context.WorkspaceOf(parsed))
                    .RehearseAsync(log, cancellation)
                    .ConfigureAwait(false);
                if (json)
                    context.Screen.Json(rehearsal);
                else
                    RehearsalText.Show(context.Screen, rehearsal);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
