using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ninefold.Repository.Tests;

/// <summary>The files of the repository as they are on disk, without what builds and runs leave behind.</summary>
internal static class SourceTree
{
    private static readonly string[] Skipped =
    [
        ".git",
        ".idea",
        ".ninefold",
        ".vs",
        "artifacts",
        "bin",
        "obj",
        "TestResults",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Under(string folder, params string[] extensions) =>
        Files.Where(f =>
            f.StartsWith(folder + "/", StringComparison.Ordinal)
            && (extensions.Length == 0 || extensions.Contains(Path.GetExtension(f)))
        );

    public static IEnumerable<string> Projects => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Text(string path) => File.ReadAllText(FullPath(path));

    /// <summary>C# or Razor without its comments.</summary>
    public static string Code(string path) =>
        Regex.Replace(Text(path), """(?<![":])//.*|/\*[\s\S]*?\*/|@\*[\s\S]*?\*@""", "");

    /// <summary>Runs a program to its end in the root.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ninefold.slnx")))
            folder =
                folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Ninefold.slnx.");
        return folder.FullName;
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(d => !Skipped.Contains(Path.GetFileName(d)))
                    .SelectMany(Walk)
            );
}
