using System.CommandLine;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Training;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Commands;

/// <summary><c>run [SYSTEM]</c>: the main job, all nine steps, and then the server.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context)
    {
        var named = new Argument<string?>("SYSTEM")
        {
            Description = "The system's id; 'list' shows them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var once = new Option<bool>("--once") { Description = "Stops after the replayed traffic; does not serve." };
        var command = new Command("run", "All nine steps of a system on real data, then serves it until Ctrl-C.")
        {
            named,
            once,
            CommandOptions.Json,
            CommandOptions.Url,
        };
        foreach (var option in CommandOptions.OfTraining)
            command.Add(option);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = CommandContext.SettingsOf(parsed);
                var system = parsed.GetValue(named) is { } id
                    ? context.Systems.Get(id)
                    : context.Systems.Default(settings.System);
                return await RunAsync(
                        context,
                        system,
                        settings,
                        parsed.GetValue(once),
                        parsed.GetValue(CommandOptions.Json),
                        cancellation
                    )
                    .ConfigureAwait(false);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context,
        MlSystem system,
        Settings settings,
        bool once,
        bool json,
        CancellationToken cancellation
    )
    {
        var screen = context.Screen;
        var workspace = new Workspace(settings.Options, context.Time);
        using var only = workspace.Lock($"run-{system.Id}");
        if (!once)
            NinefoldServer.RequireFree(settings.Url);
        var engine = system.Open(workspace);
        DesignText.Show(screen, engine);

        // Steps 4 to 6 in a child, which leaves its report in the workspace.
        var trained = await TrainingProcess.RunAsync(system, settings.Options, cancellation).ConfigureAwait(false);
        if (trained is not (ExitCode.Done or ExitCode.RequirementMissed))
        {
            if (TrainingProcess.Explain(trained) is { } why)
                await screen.Error.WriteLineAsync(why).ConfigureAwait(false);
            return trained;
        }
        var report = workspace.Runs.Latest(system.Id)!;
        RunText.Evaluation(screen, report);
        RunText.Requirements(screen, report);

        screen.Step(7, "Serving");
        screen.Line($"   Release {report.Release}, with the heuristic's {report.Heuristic} to fall back on.");

        screen.Step(8, "Rollout, on a rehearsal: past traffic, replayed");
        var rehearsal = await engine.RehearseAsync(screen.NewRunLog(), cancellation).ConfigureAwait(false);
        RehearsalText.Show(screen, rehearsal);

        screen.Step(9, "Monitoring");
        var alarms = new AlarmEvaluator(workspace.Database, context.Time).All(system.Id);
        MonitoringText.Show(screen, system, rehearsal.Drift, alarms);

        if (json)
            screen.Line(RunJson.Line(report, rehearsal, alarms));
        if (!once)
            await NinefoldServer
                .RunAsync(
                    context.Systems,
                    settings,
                    context.Time,
                    url => (json ? screen.Error : screen.Output).WriteLine($"\nServing on {url}"),
                    cancellation
                )
                .ConfigureAwait(false);
        return RunText.ExitCodeOf(report);
    }
}
