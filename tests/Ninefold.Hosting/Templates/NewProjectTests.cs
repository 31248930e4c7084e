using System.Diagnostics;

namespace Ninefold.Hosting.Tests.Templates;

/// <summary>NewProject and NewCommand: what they write builds and runs.</summary>
public sealed class NewProjectTests
{
    private static readonly string Configuration = Path.GetFileName(
        Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))
    )!;

    [Fact]
    public async Task A_new_project_builds_and_lists_its_system()
    {
        using var home = new SampleHome();
        var project = home.At("mine");
        var written = await home.RunAsync("new", "flat-prices", "--output", project);
        Assert.True(written.Code == 0, written.Error);
        Assert.True(File.Exists(Path.Combine(project, "FlatPricesSystem.cs")));

        var built = await DotnetAsync(project, "build", "--configuration", Configuration, "--no-dependencies");
        Assert.True(built.Code == 0, built.Output);
        var app = Path.Combine(project, "bin", Configuration, "net10.0", "FlatPrices.dll");
        var listed = await DotnetAsync(project, app, "list");
        Assert.Contains("flat-prices", listed.Output, StringComparison.Ordinal);

        var again = await home.RunAsync("new", "flat-prices", "--output", project);
        Assert.Equal(2, again.Code);
        Assert.Contains("is not empty", again.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> DotnetAsync(string folder, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", args)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // Build servers would outlive the test and hold on to its pipes.
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
