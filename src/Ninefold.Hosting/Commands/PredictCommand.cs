using System.CommandLine;
using System.Text;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Commands;

/// <summary><c>predict SYSTEM</c>: one request from the command line, or a file of them to Parquet.</summary>
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
        var release = new Option<string>("--release")
        {
            Description = "The champion unless set.",
            HelpName = "RELEASE",
        };
        var batch = new Option<string>("--batch")
        {
            Description = "A file with one request a line.",
            HelpName = "FILE",
        };
        var output = new Option<string>("--out")
        {
            Description = "Takes a batch's answers.",
            HelpName = "FILE.parquet",
        };
        var command = new Command("predict", "Answers a request, or a file of requests, with one release.")
        {
            CommandOptions.System,
            request,
            explain,
            release,
            batch,
            output,
            CommandOptions.Threads,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var workspace = context.WorkspaceOf(parsed);
                var predictor = await LoadAsync(
                        context.SystemOf(parsed),
                        workspace,
                        parsed.GetValue(release),
                        cancellation
                    )
                    .ConfigureAwait(false);
                if (parsed.GetValue(batch) is { } requests)
                {
                    var answers =
                        parsed.GetValue(output) ?? throw new UsageException("--batch needs --out FILE.parquet.");
                    var (answered, refused) = await new BatchPrediction(predictor, workspace.Options.Threads)
                        .RunAsync(requests, answers, context.Screen.NewRunLog(), cancellation)
                        .ConfigureAwait(false);
                    context.Screen.Line($"{answered:N0} answered, {refused:N0} refused, in '{answers}'.");
                    return refused == 0 ? ExitCode.Done : ExitCode.BadInput;
                }
                var json = await ReadAsync(parsed.GetRequiredValue(request), context.Screen.Input, cancellation)
                    .ConfigureAwait(false);
                context.Screen.Json(
                    await predictor
                        .PredictAsync(Encoding.UTF8.GetBytes(json), parsed.GetValue(explain), cancellation)
                        .ConfigureAwait(false)
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>The release that was named, or the champion, or the heuristic's where there is no champion.</summary>
    /// <exception cref="UsageException">The system was never trained here.</exception>
    public static Task<ReleasePredictor> LoadAsync(
        MlSystem system,
        Workspace workspace,
        string? release,
        CancellationToken cancellation
    )
    {
        var answers = workspace.Releases.Find(system.Id, ReleaseStore.Champion) is null
            ? ReleaseStore.Heuristic
            : ReleaseStore.Champion;
        if (workspace.Releases.List(system.Id).Count == 0)
            throw new UsageException($"{system.Id} was never trained here; run 'train {system.Id}' first.");
        return system.Open(workspace).LoadAsync(release ?? answers, cancellation);
    }

    private static async Task<string> ReadAsync(string given, TextReader input, CancellationToken cancellation) =>
        given == "-" ? await input.ReadToEndAsync(cancellation).ConfigureAwait(false)
        : given.StartsWith('@') ? await File.ReadAllTextAsync(given[1..], cancellation).ConfigureAwait(false)
        : given;
}
