using System.CommandLine;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Commands;

/// <summary><c>features list</c>, <c>show</c>, <c>get</c>, <c>materialize</c> and <c>check</c>: what models see, and whether it is the same everywhere.</summary>
internal static class FeaturesCommands
{
    private sealed record SetRow(string System, string Set, int Features, string Fingerprint);

    private sealed record FeatureRow(string Set, string Name, FeatureKind Kind, string Encoder, string? Doc);

    private sealed record ViewRow(
        string System,
        string View,
        string Definition,
        string Version,
        string? Owner,
        string? Doc,
        IReadOnlyList<string> Columns
    )
    {
        public static ViewRow Of(MlSystem system, FeatureView view) =>
            new(system.Id, view.Name, view.Definition, view.Version, view.Owner, view.Doc, view.Columns);
    }

    public static Command Create(CommandContext context) =>
        new("features", "The features of each learned part, defined once for training and serving.")
        {
            List(context),
            Show(context),
            FeaturesGetCommand.Create(context),
            FeaturesMaterializeCommand.Create(context),
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
                    ("online", c => c.AsServed ? "as predictions saw it" : "replayed"),
                    ("compared", c => $"{c.Rows:N0}"),
                    ("different", c => $"{c.Differing:N0}"),
                    ("largest difference", c => $"{c.LargestDifference:g2}"),
                    ("allowed", c => $"{c.Tolerance:g2}"),
                    ("against the exact value", c => c.Bound ?? "exact")
                );
                foreach (var line in reports.Select(r => r.Uncounted).OfType<string>())
                    context.Screen.Problem(line);
                return reports.All(r => r.IsConsistent) ? ExitCode.Done : ExitCode.RequirementMissed;
            }
        );
        return command;
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "The feature sets and the views.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var systems = context.SystemsOf(parsed);
            Print(
                context,
                parsed.GetValue(CommandOptions.Json),
                "sets",
                [
                    .. from system in systems
                    from set in system.Features
                    select new SetRow(system.Id, set.Name, set.Count(), set.Fingerprint),
                ],
                systems,
                ("system", r => r.System),
                ("set", r => r.Set),
                ("features", r => $"{r.Features}"),
                ("fingerprint", r => r.Fingerprint)
            );
        });
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "Every feature and view of a system.")
        {
            CommandOptions.System,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var system = context.SystemOf(parsed);
            Print(
                context,
                parsed.GetValue(CommandOptions.Json),
                "features",
                [
                    .. from set in system.Features
                    from feature in set
                    select new FeatureRow(set.Name, feature.Name, feature.Kind, feature.Encoder, feature.Doc),
                ],
                [system],
                ("set", r => r.Set),
                ("feature", r => r.Name),
                ("kind", r => r.Kind.ToString().ToLowerInvariant()),
                ("encoder", r => r.Encoder),
                ("", r => r.Doc)
            );
        });
        return command;
    }

    /// <summary>Rows and then views: two tables, or one object with both. A table without rows is left out beside the other.</summary>
    private static void Print<T>(
        CommandContext context,
        bool json,
        string name,
        IReadOnlyList<T> rows,
        IReadOnlyList<MlSystem> systems,
        params (string Heading, Func<T, string?> Cell)[] columns
    )
    {
        var views = systems.SelectMany(s => s.Views.Select(v => ViewRow.Of(s, v))).ToList();
        if (json)
        {
            context.Screen.Json(new Dictionary<string, object> { [name] = rows, ["views"] = views });
            return;
        }
        if (rows.Count > 0 || views.Count == 0)
            context.Screen.List(false, rows, columns);
        if (views.Count > 0)
            context.Screen.List(
                false,
                views,
                ("system", v => v.System),
                ("view", v => v.View),
                ("definition", v => v.Definition),
                ("version", v => v.Version),
                ("owner", v => v.Owner),
                ("meaning", v => v.Doc)
            );
    }
}
