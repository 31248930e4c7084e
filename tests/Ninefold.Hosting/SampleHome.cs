using System.Diagnostics;
using System.Text.Json;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Templates;
using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Tests;

/// <summary>A home folder of its own for the app with the system that <c>new</c> writes; untrained at first.</summary>
public class SampleHome : IDisposable
{
    private static readonly string App = Path.Combine(AppContext.BaseDirectory, "SampleApp.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("ninefold-hosting-").FullName;

    /// <summary>The app's system.</summary>
    internal virtual MlSystem System => new SampleSystem();

    internal Workspace Workspace => new(new() { Home = Folder }, TimeProvider.System);

    internal Champions Champions => new(System, Workspace);

    /// <summary>A path inside the home.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs a command inside this process.</summary>
    public async Task<CommandResult> RunAsync(params string[] args) => await RunWithInputAsync("", args);

    /// <summary>Runs a command inside this process, with a standard input.</summary>
    public async Task<CommandResult> RunWithInputAsync(string input, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await NinefoldApp
            .Create([.. args, "--home", Folder])
            .AddSystem(System)
            .RunAsync(
                new Screen(new StringReader(input), TextWriter.Synchronized(output), error, isWatched: false),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            );
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>The output of a command that must succeed.</summary>
    public async Task<string> OutputAsync(params string[] args)
    {
        var result = await RunAsync(args);
        Assert.True(result.Code == 0, result.Error);
        return result.Output;
    }

    /// <summary>The JSON that a command writes, which must succeed.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args) =>
        JsonElement.Parse(await OutputAsync([.. args, "--json"]));

    /// <summary>Runs a command as a process of its own.</summary>
    public async Task<CommandResult> RunProcessAsync(params string[] args)
    {
        using var process = Start(args);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command as a process of its own.</summary>
    public Process Start(params string[] args) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [App, .. args, "--home", Folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Folder,
            }
        )!;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a command did.</summary>
public sealed record CommandResult(int Code, string Output, string Error)
{
    public string LastLine => Output.TrimEnd().Split('\n')[^1];
}

/// <summary>A home in which the system was trained once, and the learned release is the champion.</summary>
public sealed class TrainedHome : SampleHome, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var trained = await RunAsync("train", "sample");
        Assert.True(trained.Code == 0, trained.Error);
        Champions.Promote("challenger", "for the tests");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A home in which a system with views was trained once; the heuristic's release answers.</summary>
public sealed class VisitedHome : SampleHome, IAsyncLifetime
{
    internal override MlSystem System => new VisitedFlatsSystem();

    public async ValueTask InitializeAsync() => await OutputAsync("train", "visited-flats");

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
