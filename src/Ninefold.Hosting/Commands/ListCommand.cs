using System.CommandLine;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Commands;

/// <summary><c>list</c>: the systems and what answers for each.</summary>
internal static class ListCommand
{
    private sealed record Row(string Id, string Title, string Category, string? Champion);

    public static Command Create(CommandContext context)
    {
        var markdown = new Option<bool>("--markdown") { Description = "Rows of a Markdown table." };
        var command = new Command("list", "The systems of this app.") { markdown, CommandOptions.Json };
        command.SetAction(parsed =>
        {
            var workspace = context.WorkspaceOf(parsed);
            var rows = context.Systems.All.Select(s => new Row(
                s.Id,
                s.Problem.Title,
                s.Problem.Category,
                (
                    workspace.Releases.Find(s.Id, ReleaseStore.Champion)
                    ?? workspace.Releases.Find(s.Id, ReleaseStore.Heuristic)
                )?.Id
            ));
            if (parsed.GetValue(markdown))
                foreach (var row in rows)
                    context.Screen.Line($"| `{row.Id}` | {row.Title} | {row.Category} |");
            else
                context.Screen.List(
                    parsed.GetValue(CommandOptions.Json),
                    rows,
                    ("system", r => r.Id),
                    ("title", r => r.Title),
                    ("category", r => r.Category),
                    ("release", r => r.Champion ?? "not trained")
                );
            return ExitCode.Done;
        });
        return command;
    }
}
