using System.CommandLine;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Commands;

/// <summary><c>serve</c>: the server alone.</summary>
internal static class ServeCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Serves every system that has a release, until Ctrl-C.")
        {
            CommandOptions.Url,
        };
        foreach (var option in CommandOptions.OfTraining)
            command.Add(option); // the server retrains
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var settings = CommandContext.SettingsOf(parsed);
                NinefoldServer.RequireFree(settings.Url);
                await NinefoldServer
                    .RunAsync(
                        context.Systems,
                        settings,
                        context.Time,
                        url => context.Screen.Line($"Serving on {url}"),
                        cancellation
                    )
                    .ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
