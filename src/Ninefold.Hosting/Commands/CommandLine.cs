using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Ninefold.Hosting.Training;

namespace Ninefold.Hosting.Commands;

/// <summary>All commands, and how their errors are told.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        CommandContext context,
        IReadOnlyList<string> args,
        CancellationToken cancellation
    )
    {
        // A leading @ is the file of a request, not of arguments.
        var parsed = Root(context).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // What looks like an option and is none is taken for an argument where the command has one.
        var unknown = parsed
            .Tokens.FirstOrDefault(t => t is { Type: TokenType.Argument, Value: ['-', '-', ..] })
            ?.Value;
        if (unknown is not null || parsed is { Errors.Count: > 0, Action: ParseErrorAction or null })
        {
            context.Screen.Problem(Explain(parsed, unknown));
            return ExitCode.BadInput;
        }
        try
        {
            return await parsed
                .InvokeAsync(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = null,
                        Output = context.Screen.Output,
                        Error = context.Screen.Error,
                    },
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (parsed.GetResult(TrainingProcess.IsChild) is null)
                context.Screen.Problem("Stopped."); // the parent says it for its child
            return ExitCode.Stopped;
        }
        catch (Exception e) when (UserErrors.Lines(e) is { } lines)
        {
            foreach (var line in lines)
                context.Screen.Problem(line);
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            var details = UserErrors.WriteDetails(e, HomeOf(parsed), context.Time.GetUtcNow());
            context.Screen.Problem($"A fault of the program: {e.Message} The details are in '{details}'.");
            return ExitCode.Unexpected;
        }
    }

    private static RootCommand Root(CommandContext context) =>
        new("Production machine-learning systems in nine steps: see 'list', then 'run SYSTEM'.")
        {
            CommandOptions.Home,
            RunCommand.Create(context),
            TrainCommand.Create(context),
            EvaluateCommand.Create(context),
            PredictCommand.Create(context),
            ReplayCommand.Create(context),
            ServeCommand.Create(context),
            ListCommand.Create(context),
            CardCommand.Create(context),
            NewCommand.Create(context),
            FeaturesCommands.Create(context),
            RunsCommands.Create(context),
            ModelsCommands.Create(context),
            ReleasesCommands.Create(context),
            ExperimentsCommands.Create(context),
            AlarmsCommands.Create(context),
            ReviewsCommands.Create(context),
        };

    /// <summary>What was wrong with the command line, what is allowed, and what arrived, in one line.</summary>
    private static string Explain(ParseResult parsed, string? unknownOption)
    {
        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? "" : $" of '{command.Name}'";
        var unmatched = unknownOption ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null);
        if (unmatched?.StartsWith('-') == true)
            return $"No option '{unmatched}'{path}. There are: {Names(command.Options)}.";
        if (command.Subcommands.Count > 0)
            return unmatched is null
                ? $"Name a command{path}: {Names(command.Subcommands)}."
                : $"No command '{unmatched}'{path}. There are: {Names(command.Subcommands)}.";
        if (unmatched is not null)
            return $"'{command.Name}' takes no argument '{unmatched}'. It takes: {Names(command.Arguments)}; options: {Names(command.Options)}.";
        return string.Join(" ", parsed.Errors.Select(e => e.Message).Distinct());
    }

    private static string Names(IEnumerable<Symbol> symbols) =>
        string.Join(", ", symbols.Where(s => !s.Hidden).Select(s => s.Name)) is { Length: > 0 } names ? names : "none";

    private static string HomeOf(ParseResult parsed)
    {
        try
        {
            return CommandContext.SettingsOf(parsed).Options.Home;
        }
        catch (UsageException)
        {
            return Path.GetTempPath();
        }
    }
}
