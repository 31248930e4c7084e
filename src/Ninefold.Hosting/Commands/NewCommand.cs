using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Ninefold.Hosting.Auto;
using Ninefold.Hosting.Templates;
using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Commands;

/// <summary>
/// <c>new NAME</c>: a project of the user's own, with a small system that runs; with <c>--auto</c> one for a table and a target,
/// whose features, ladder and parameters were searched for.
/// </summary>
internal static partial class NewCommand
{
    private static readonly Option<bool> Auto = new("--auto")
    {
        Description =
            "Proposes features and a ladder for a table, searches within a budget of time, and writes the code of it.",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "With --auto: the table, as CSV, its gzip, or Parquet.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Target = new("--target")
    {
        Description = "With --auto: the column to be predicted.",
        HelpName = "COLUMN",
    };

    private static readonly Option<string> Budget = new("--budget")
    {
        Description = "With --auto: how long the search may take; 120 unless set.",
        HelpName = "SECONDS",
    };

    private static readonly Option<string> Time = new("--time")
    {
        Description =
            "With --auto: the column that says when a row happened, to split by; the first of moments unless set.",
        HelpName = "COLUMN",
    };

    private static readonly Option<string> Group = new("--group")
    {
        Description = "With --auto: the column that says which rows belong together, to split by.",
        HelpName = "COLUMN",
    };

    public static Command Create(CommandContext context)
    {
        var named = new Argument<string>("NAME") { Description = "Of the system: rent-estimate, or RentEstimate." };
        var output = new Option<string>("--output")
        {
            Description = "The folder of the project; one of the system's name unless set.",
            HelpName = "FOLDER",
        };
        var command = new Command("new", "Writes a project of your own: a small system that builds and runs.")
        {
            named,
            output,
            Auto,
            Data,
            Target,
            Budget,
            Time,
            Group,
            CommandOptions.Seed,
            CommandOptions.Threads,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var name = ClassName(parsed.GetRequiredValue(named));
                var folder = Path.GetFullPath(parsed.GetValue(output) ?? name);
                if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                    throw new UsageException($"'{folder}' is not empty. Name another folder with --output.");
                var task = AutoTaskOf(parsed);
                if (task is null)
                    NewProject.Write(folder, name);
                else
                    WriteAuto(context, folder, name, parsed.GetRequiredValue(Data), task, cancellation);
                context.Screen.Line(
                    $"Wrote '{folder}'. Next: cd {Path.GetRelativePath(Environment.CurrentDirectory, folder)} && dotnet run -- run"
                );
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static void WriteAuto(
        CommandContext context,
        string folder,
        string name,
        string data,
        AutoTask task,
        CancellationToken cancellation
    )
    {
        var screen = context.Screen;
        var result = AutoSearch.Run(data, task, screen.NewRunLog(), context.Time, cancellation);
        AutoProject.Write(folder, name, data, result);
        foreach (var dropped in result.Plan.Dropped)
            screen.Line($"Left out '{dropped.Name}': {dropped.Why}.");
        foreach (var note in result.Notes)
            screen.Line(note);
        screen.Line(result.Plan.Split.Why);
        var (figure, chosen) = (result.Test[0], result.Rungs[result.Chosen].Trainer.Name);
        screen.Line(
            $"Chosen: {chosen}. On the test rows {figure.Metric} {figure.Chosen.Value:0.0000} "
                + $"[{figure.Chosen.Low:0.0000}, {figure.Chosen.High:0.0000}], the heuristic's {figure.Heuristic.Value:0.0000}; "
                + $"{result.Seconds:0} s. All of it is in the README.md."
        );
    }

    /// <summary>What is asked of a table; null where no table is.</summary>
    /// <exception cref="UsageException">An option is missing, or has no meaning; all that is wrong is said.</exception>
    private static AutoTask? AutoTaskOf(ParseResult parsed)
    {
        Option<string>[] ofAuto = [Data, Target, Budget, Time, Group];
        var given = ofAuto.Where(o => parsed.GetResult(o) is not null).Select(o => o.Name).ToList();
        if (!parsed.GetValue(Auto))
            return given.Count == 0
                ? null
                : throw new UsageException($"{string.Join(", ", given)} must stand with --auto, which is missing.");
        var faults = new List<string>();
        if (new[] { Data, Target }.Where(o => parsed.GetResult(o) is null).ToList() is { Count: > 0 } missing)
            faults.Add(
                $"--auto needs {string.Join(" and ", missing.Select(o => $"{o.Name} {o.HelpName}"))}, which {(missing.Count == 1 ? "is" : "are")} missing."
            );
        var seconds = 120.0;
        if (
            parsed.GetValue(Budget) is { } budget
            && !(
                double.TryParse(budget, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds)
                && seconds is >= 1 and <= 86_400
            )
        )
            faults.Add($"--budget must be 1 to 86400 seconds; got '{budget}'.");
        if (faults.Count > 0)
            throw new UsageException(string.Join(" ", faults));
        var options = CommandContext.SettingsOf(parsed).Options;
        return new(parsed.GetRequiredValue(Target), parsed.GetValue(Time), parsed.GetValue(Group))
        {
            Budget = TimeSpan.FromSeconds(seconds),
            Seed = options.Seed,
            Threads = options.Threads,
        };
    }

    /// <summary>Makes <c>RentEstimate</c> of <c>rent-estimate</c>.</summary>
    /// <exception cref="UsageException">It is no such name.</exception>
    private static string ClassName(string name)
    {
        if (!Name().IsMatch(name))
            throw new UsageException(
                $"A name must be words of letters and digits joined by hyphens, such as rent-estimate; got '{name}'."
            );
        var words = name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]);
        var joined = string.Concat(words);
        return joined.EndsWith("System", StringComparison.Ordinal) && joined.Length > 6 ? joined[..^6] : joined;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*\z")]
    private static partial Regex Name();
}
