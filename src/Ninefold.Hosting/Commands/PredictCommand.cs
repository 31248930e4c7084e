using System.CommandLine;
using System.Text;
using System.Text.Json;
using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Commands;

/// <summary><c>predict SYSTEM</c>: one request from the command line.</summary>
internal static class PredictCommand
{
    public static Command Create(CommandContext context)
    {
        var request = new Argument<string>("REQUEST")
        {
            Description = "JSON of the request, @FILE, or - for the standard input.",
            DefaultValueFactory = _ => "-",
        };
        var explain = new Option<bool>("--explain") { Description = "Shows what each stage returned." };
        var command = new Command("predict", "Answers one request.") { CommandOptions.System, request, explain };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var engine = context.SystemOf(parsed).Open(context.WorkspaceOf(parsed));
                var json = await ReadAsync(parsed.GetRequiredValue(request), context.Screen.Input, cancellation)
                    .ConfigureAwait(false);
                await using var live = await engine.ServeAsync(cancellation).ConfigureAwait(false);
                var prediction = await live.PredictAsync(
                        Encoding.UTF8.GetBytes(json),
                        parsed.GetValue(explain),
                        cancellation
                    )
                    .ConfigureAwait(false);
                context.Screen.Line(JsonSerializer.Serialize(prediction, FiniteJson.Indented));
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<string> ReadAsync(string given, TextReader input, CancellationToken cancellation) =>
        given == "-" ? await input.ReadToEndAsync(cancellation).ConfigureAwait(false)
        : given.StartsWith('@') ? await File.ReadAllTextAsync(given[1..], cancellation).ConfigureAwait(false)
        : given;
}
