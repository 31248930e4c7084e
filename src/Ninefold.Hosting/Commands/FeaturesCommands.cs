using System.CommandLine;
using Ninefold.Features;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary><c>features list</c>, <c>show SYSTEM</c> and <c>check SYSTEM</c>: what models see, and whether it is the same everywhere.</summary>
internal static class FeaturesCommands
{
    private sealed record SetRow(string System, string Set, int Features, string Fingerprint);

    private sealed record FeatureRow(string Set, string Name, FeatureKind Kind, string Encoder, string? Doc);

    public static Command Create(CommandContext context) =>
        new("features", "The features of each learned part, defined once for training and serving.")
        {
            List(context),
            Show(context),
            Check(context),
        };

    private static Command Check(CommandContext context)
    {
        var every = new Option<int>("--every")
        {
            Description = "Of the observations, each how-many-th is compared; 1 compares all.",
            DefaultValueFactory = _ => 10,
        };
        every.Validators.Add(result =>
        {
            if (result.GetValue(every) is < 1 and var given)
                result.AddError($"--every must be at least 1; got {given}.");
        });
        var command = new Command("check", "Compares the views' values as served with those computed from files.")
        {
            CommandOptions.System,
            every,
            CommandOptions.Json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var engine = context.SystemOf(parsed).Open(context.WorkspaceOf(parsed));
                var reports = await engine
                    .CheckFeaturesAsync(parsed.GetValue(every), new SilentRunLog(), cancellation)
                    .ConfigureAwait(false);
                context.Screen.List(
                    parsed.GetValue(CommandOptions.Json),
                    from report in reports
                    from column in report.Columns
                    select column,
                    ("value", c => c.Column),
                    ("compared", c => $"{c.Rows:N0}"),
                    ("different", c => $"{c.Differing:N0}"),
                    ("largest difference", c => $"{c.LargestDifference:g2}")
                );
                return reports.All(r => r.IsConsistent) ? ExitCode.Done : ExitCode.RequirementMissed;
            }
        );
        return command;
    }

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
