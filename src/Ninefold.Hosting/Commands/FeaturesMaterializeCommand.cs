using System.CommandLine;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary><c>features materialize SYSTEM</c>: fills the views that serve from releases and from files.</summary>
internal static class FeaturesMaterializeCommand
{
    public static Command Create(CommandContext context)
    {
        var view = new Option<string>("--view")
        {
            Description = "The only view to fill; all unless set.",
            HelpName = "VIEW",
        };
        var from = new Option<string[]>("--from")
        {
            Description =
                "Files of observations (.parquet as the log writes them, or .jsonl with one a line), or of a table that views are of (.csv or .parquet, called after it).",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "materialize",
            "Fills the views that serve with what the releases saw and with files; what is there is skipped."
        )
        {
            CommandOptions.System,
            view,
            from,
            CommandOptions.Columns,
            CommandOptions.Json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var json = parsed.GetValue(CommandOptions.Json);
                var done = await context
                    .SystemOf(parsed)
                    .Open(context.WorkspaceOf(parsed))
                    .MaterializeAsync(
                        parsed.GetValue(view),
                        parsed.GetValue(from) ?? [],
                        json ? new SilentRunLog() : context.Screen.NewRunLog(),
                        cancellation
                    )
                    .ConfigureAwait(false);
                context.Screen.List(
                    json,
                    done,
                    ("source", m => m.Source),
                    ("observations", m => $"{m.Observations:N0}"),
                    ("added", m => $"{m.Added:N0}"),
                    ("skipped", m => $"{m.Skipped:N0}"),
                    ("refused", m => $"{m.Refused:N0}")
                );
                return ExitCode.Done;
            }
        );
        return command;
    }
}
