using System.CommandLine;
using Ninefold.Models.Releases;

namespace Ninefold.Hosting.Commands;

/// <summary><c>models export SYSTEM RELEASE PART --to FILE</c>: a part as a file that other programs read.</summary>
internal static class ModelsExportCommand
{
    private static readonly Argument<string> Part = new("PART") { Description = "The part; 'models show' lists them." };

    private static readonly Option<string> To = new("--to")
    {
        Description = "The file to write.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Writes over a file that is there." };

    public static Command Create(CommandContext context)
    {
        var command = new Command("export", "Writes trees as LightGBM's model file, and a network as ONNX.")
        {
            CommandOptions.System,
            CommandOptions.Release,
            Part,
            To,
            Force,
        };
        command.SetAction(parsed =>
        {
            var workspace = context.WorkspaceOf(parsed);
            var engine = context.SystemOf(parsed).Open(workspace);
            var release = workspace.Releases.Get(engine.System.Id, parsed.GetRequiredValue(CommandOptions.Release));
            var part = PartOf(release, parsed.GetRequiredValue(Part));
            var file = PartFile.Of(engine.LoadPart(release, part)) ?? throw Refused(engine, release, part);
            var path = Path.GetFullPath(parsed.GetRequiredValue(To));
            Write(path, file.Bytes, parsed.GetValue(Force));
            context.Screen.Line(
                $"Wrote '{path}': {part} of release {release.Id} as {file.Format}, {file.Bytes.Length:N0} bytes."
            );
        });
        return command;
    }

    private static string PartOf(Release release, string named) =>
        release.Parts.Keys.FirstOrDefault(p => p.Equals(named, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(
            $"Release {release.Id} has no part '{named}'. It has: {string.Join(", ", release.Parts.Keys)}."
        );

    private static UsageException Refused(SystemEngine engine, Release release, string part)
    {
        var others = release
            .Parts.Keys.Select(p => (Part: p, File: Loaded(p)))
            .Where(p => p.File is not null)
            .Select(p => $"{p.Part} as {p.File!.Format}")
            .ToList();
        return new(
            $"Part {part} of release {release.Id} is {release.Parts[part].Type}, which no other program reads. "
                + $"What can be exported: {(others.Count > 0 ? string.Join(", ", others) : "no part of it")}."
        );

        PartFile? Loaded(string other)
        {
            try
            {
                return PartFile.Of(engine.LoadPart(release, other));
            }
            catch (InvalidDataException)
            {
                return null; // damaged: it cannot be exported either
            }
        }
    }

    /// <summary>Writes a file that is whole or not there at all.</summary>
    private static void Write(string path, byte[] bytes, bool force)
    {
        if (Directory.Exists(path))
            throw new UsageException($"'{path}' is a folder; --to must name a file.");
        if (File.Exists(path) && !force)
            throw new UsageException($"'{path}' is there already. Name another file, or add --force.");
        var unfinished = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, path, overwrite: force);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
