using System.CommandLine;
using Ninefold.Hosting.Cards;

namespace Ninefold.Hosting.Commands;

/// <summary><c>card SYSTEM</c>: the design with the measured value beside every demand, as Markdown.</summary>
internal static class CardCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "card",
            "The nine steps of a system with what was measured, as a Markdown model card."
        )
        {
            CommandOptions.System,
        };
        command.SetAction(parsed =>
            context.Screen.Line(
                SystemCard.Of(context.SystemOf(parsed), context.WorkspaceOf(parsed)).ToMarkdown().TrimEnd()
            )
        );
        return command;
    }
}
