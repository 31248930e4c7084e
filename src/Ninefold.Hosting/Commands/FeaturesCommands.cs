using System.CommandLine;
using Ninefold.Features;

namespace Ninefold.Hosting.Commands;

/// <summary><c>features list</c> and <c>features show SYSTEM</c>: what models see.</summary>
internal static class FeaturesCommands
{
    private sealed record SetRow(string System, string Set, int Features, string Fingerprint);

    private sealed record FeatureRow(string Set, string Name, FeatureKind Kind, string Encoder, string? Doc);

    public static Command Create(CommandContext context) =>
        new("features", "The features of each learned part, defined once for training and serving.")
        {
            List(context),
            Show(context),
        };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "The feature sets.") { CommandOptions.AnySystem, CommandOptions.Json };
        command.SetAction(parsed =>
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                from system in context.SystemsOf(parsed)
                from set in system.Features
                select new SetRow(system.Id, set.Name, set.Count(), set.Fingerprint),
                ("system", r => r.System),
                ("set", r => r.Set),
                ("features", r => $"{r.Features}"),
                ("fingerprint", r => r.Fingerprint)
            )
        );
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "Every feature of a system.") { CommandOptions.System, CommandOptions.Json };
        command.SetAction(parsed =>
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                from set in context.SystemOf(parsed).Features
                from feature in set
                select new FeatureRow(set.Name, feature.Name, feature.Kind, feature.Encoder, feature.Doc),
                ("set", r => r.Set),
                ("feature", r => r.Name),
                ("kind", r => r.Kind.ToString().ToLowerInvariant()),
                ("encoder", r => r.Encoder),
                ("", r => r.Doc)
            )
        );
        return command;
    }
}
