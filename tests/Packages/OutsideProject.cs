using System.Diagnostics;

namespace Ninefold.Packages.Tests;

/// <summary>
/// A project outside the repository that knows Ninefold only as packages: packs the libraries into a folder, copies
/// <c>Outside/</c> beside it, and builds it there. What it restores goes to that folder too, so that nothing of it stays.
/// </summary>
public sealed class OutsideProject : IAsyncLifetime
{
    private static readonly string Configuration = Path.GetFileName(
        Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))
    )!;

    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-outside-").FullName;

    /// <summary>What the app writes goes below this folder.</summary>
    public string Home => Path.Combine(folder, "home");

    public async ValueTask InitializeAsync()
    {
        var packages = Path.Combine(folder, "packages");
        foreach (
            var project in Directory.EnumerateFiles(
                Path.Combine(RepositoryRoot(), "src"),
                "*.csproj",
                new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }
            )
        )
            await SucceedAsync("pack", project, "--no-build", "--configuration", Configuration, "--output", packages);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Outside")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await SucceedAsync(
            "build",
            Path.Combine(folder, "Outside.csproj"),
            "--configuration",
            "Release",
            $"-p:RestoreAdditionalProjectSources={packages}",
            $"-p:RestorePackagesPath={Path.Combine(folder, "restored")}",
            $"-p:RestoreFallbackFolders={GlobalPackages()}" // all others are there already
        );
    }

    /// <summary>Runs a command of the app to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command of the app.</summary>
    public Process Start(params string[] arguments) =>
        StartDotnet([Path.Combine(folder, "bin", "Release", "net10.0", "Outside.dll"), .. arguments, "--home", Home]);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task SucceedAsync(params string[] arguments)
    {
        using var process = StartDotnet(arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await errors}");
    }

    private Process StartDotnet(params IReadOnlyList<string> arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // Build servers would outlive the test and hold on to its pipes.
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
            }
        )!;

    private static string GlobalPackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string RepositoryRoot()
    {
        var path = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(path.FullName, "Ninefold.slnx")))
            path =
                path.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Ninefold.slnx.");
        return path.FullName;
    }
}
