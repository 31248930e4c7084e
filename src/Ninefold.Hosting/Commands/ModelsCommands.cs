using System.CommandLine;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Commands;

/// <summary><c>models list</c>, <c>show SYSTEM RELEASE</c> and <see cref="ModelsExportCommand">export</see>: the parts that releases are made of.</summary>
internal static class ModelsCommands
{
    private sealed record PartRow(
        string System,
        string Release,
        string Part,
        string Type,
        long Bytes,
        string Sha256,
        IReadOnlyList<string> Aliases
    );

    public static Command Create(CommandContext context) =>
        new("models", "The stored parts of releases.")
        {
            List(context),
            Show(context),
            ModelsExportCommand.Create(context),
        };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "Every part of every release.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var releases = context.WorkspaceOf(parsed).Releases;
            Write(
                context,
                parsed,
                context
                    .SystemsOf(parsed)
                    .SelectMany(s => releases.List(s.Id))
                    .SelectMany(r => Rows(r.Release, r.Aliases))
            );
        });
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "The parts of one release.")
        {
            CommandOptions.System,
            CommandOptions.Release,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var system = context.SystemOf(parsed);
            var releases = context.WorkspaceOf(parsed).Releases;
            var release = releases.Get(system.Id, parsed.GetRequiredValue(CommandOptions.Release));
            var aliases = releases.List(system.Id).First(r => r.Release.Id == release.Id).Aliases;
            Write(context, parsed, Rows(release, aliases));
        });
        return command;
    }

    private static IEnumerable<PartRow> Rows(Release release, IReadOnlyList<string> aliases) =>
        release.Parts.Select(p => new PartRow(
            release.System,
            release.Id,
            p.Key,
            p.Value.Type,
            p.Value.Bytes,
            p.Value.Sha256,
            aliases
        ));

    private static void Write(CommandContext context, ParseResult parsed, IEnumerable<PartRow> rows) =>
        context.Screen.List(
            parsed.GetValue(CommandOptions.Json),
            rows,
            ("system", r => r.System),
            ("release", r => r.Release),
            ("part", r => r.Part),
            ("type", r => r.Type),
            ("bytes", r => $"{r.Bytes:N0}"),
            ("sha256", r => r.Sha256[..12]),
            ("", r => string.Join(", ", r.Aliases))
        );
}
