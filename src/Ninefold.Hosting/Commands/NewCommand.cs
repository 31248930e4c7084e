using System.CommandLine;
using System.Text.RegularExpressions;
using Ninefold.Hosting.Templates;

namespace Ninefold.Hosting.Commands;

/// <summary><c>new NAME</c>: a project of the user's own, with a small system that runs.</summary>
internal static partial class NewCommand
{
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
        };
        command.SetAction(parsed =>
        {
            var name = ClassName(parsed.GetRequiredValue(named));
            var folder = Path.GetFullPath(parsed.GetValue(output) ?? name);
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new UsageException($"'{folder}' is not empty. Name another folder with --output.");
            NewProject.Write(folder, name);
            context.Screen.Line(
                $"Wrote '{folder}'. Next: cd {Path.GetRelativePath(Environment.CurrentDirectory, folder)} && dotnet run -- run"
            );
        });
        return command;
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
