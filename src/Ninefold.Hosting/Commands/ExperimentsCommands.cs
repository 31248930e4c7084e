using System.CommandLine;
using Ninefold.Experiments;

namespace Ninefold.Hosting.Commands;

/// <summary><c>experiments list</c> and <c>experiments show ID</c>: rollouts, rehearsed and lived.</summary>
internal static class ExperimentsCommands
{
    public static Command Create(CommandContext context) =>
        new("experiments", "The rollouts: shadow, canary and A/B, rehearsed or lived.")
        {
            List(context),
            Show(context),
        };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "All rollouts, the newest first.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var rollouts = Store(context, parsed);
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                context.SystemsOf(parsed).SelectMany(s => rollouts.All(s.Id)).OrderByDescending(r => r.Id),
                ("id", r => $"{r.Id}"),
                ("system", r => r.Plan.System),
                ("champion", r => r.Plan.Champion),
                ("challenger", r => r.Plan.Challenger),
                ("stage", r => r.Stage.ToString()),
                ("since", r => $"{r.Since:u}"),
                ("traffic", r => r.Plan.IsReplayed ? "rehearsal" : "lived")
            );
        });
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var id = new Argument<long>("ID") { Description = "The rollout's number; 'experiments list' shows them." };
        var command = new Command("show", "One rollout, step by step.") { id, CommandOptions.Json };
        command.SetAction(parsed =>
        {
            var rollouts = Store(context, parsed);
            var number = parsed.GetRequiredValue(id);
            var rollout =
                rollouts.Find(number)
                ?? throw new UsageException(
                    $"No rollout {number}. There are: {string.Join(", ", rollouts.All().Select(r => r.Id).DefaultIfEmpty())}."
                );
            var history = rollouts.History(number);
            if (parsed.GetValue(CommandOptions.Json))
                context.Screen.Json(new { Rollout = rollout, History = history });
            else
                context.Screen.List(
                    false,
                    history,
                    ("at", t => $"{t.At:u}"),
                    ("from", t => $"{t.From}"),
                    ("to", t => $"{t.To}"),
                    ("why", t => t.Reason)
                );
        });
        return command;
    }

    private static RolloutStore Store(CommandContext context, ParseResult parsed) =>
        new(context.WorkspaceOf(parsed).Database, context.Time);
}
