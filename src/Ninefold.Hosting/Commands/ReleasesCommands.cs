using System.CommandLine;
using Ninefold.Hosting.Server;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Commands;

/// <summary><c>releases list|show|promote|rollback</c>: what went out, what answers, and changing it by hand.</summary>
internal static class ReleasesCommands
{
    private sealed record ReleaseRow(
        string System,
        string Id,
        DateTimeOffset Created,
        string Run,
        string? Rung,
        string Data,
        long Bytes,
        IReadOnlyList<string> Aliases
    )
    {
        public static ReleaseRow Of(RegisteredRelease r) =>
            new(
                r.Release.System,
                r.Release.Id,
                r.CreatedAt,
                r.Run,
                r.Release.Rung,
                r.Release.Data.Id,
                r.Release.Bytes,
                r.Aliases
            );
    }

    public static Command Create(CommandContext context) =>
        new("releases", "The registry of releases.")
        {
            List(context),
            Show(context),
            Promote(context),
            RollBack(context),
        };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "All releases, the newest first.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var releases = context.WorkspaceOf(parsed).Releases;
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                context.SystemsOf(parsed).SelectMany(s => releases.List(s.Id)).Select(ReleaseRow.Of),
                ("system", r => r.System),
                ("release", r => r.Id),
                ("created", r => $"{r.Created:u}"),
                ("run", r => r.Run),
                ("data", r => r.Data),
                ("bytes", r => $"{r.Bytes:N0}"),
                ("", r => string.Join(", ", r.Aliases))
            );
        });
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "One release with its parts and what it was made from.")
        {
            CommandOptions.System,
            CommandOptions.Release,
        };
        command.SetAction(parsed =>
            context.Screen.Json(
                context
                    .WorkspaceOf(parsed)
                    .Releases.Get(context.SystemOf(parsed).Id, parsed.GetRequiredValue(CommandOptions.Release))
            )
        );
        return command;
    }

    private static Command Promote(CommandContext context)
    {
        var command = new Command("promote", "Makes a release the champion; running servers take it up.")
        {
            CommandOptions.System,
            CommandOptions.Release,
        };
        command.SetAction(parsed =>
        {
            var system = context.SystemOf(parsed);
            var release = new Champions(system, context.WorkspaceOf(parsed)).Promote(
                parsed.GetRequiredValue(CommandOptions.Release),
                "promoted from the command line"
            );
            context.Screen.Line($"{release.Id} is the champion of {system.Id} now.");
        });
        return command;
    }

    private static Command RollBack(CommandContext context)
    {
        var command = new Command("rollback", "Makes the champion before this one the champion again.")
        {
            CommandOptions.System,
        };
        command.SetAction(parsed =>
        {
            var system = context.SystemOf(parsed);
            var release = new Champions(system, context.WorkspaceOf(parsed)).RollBack(
                "rolled back from the command line"
            );
            context.Screen.Line($"{release.Id} is the champion of {system.Id} again.");
        });
        return command;
    }
}
