using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ninefold.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private const string ChildHome = "NINEFOLD_TEST_LOCKED_HOME";

    private readonly TinyHome home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => home.Dispose();

    [Fact]
    public void One_at_a_time_does_a_piece_of_work()
    {
        using (home.Workspace.Lock("train-tiny"))
        {
            var again = new Workspace(home.Workspace.Options, home.Clock);
            Assert.Equal(
                $"Another process is working on train-tiny in '{home.Path}'. Wait for it, stop it, or set NINEFOLD_HOME to another folder.",
                Assert.Throws<WorkspaceBusyException>(() => again.Lock("train-tiny")).Message
            );
            again.Lock("train-other").Dispose();
        }
        home.Workspace.Lock("train-tiny").Dispose();
    }

    [Fact]
    public async Task The_work_of_a_process_that_was_killed_is_free()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WorkspaceTests).Assembly.Location])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[ChildHome] = home.Path;
        using var holder = Process.Start(start)!;
        Assert.Equal("locked", await holder.StandardOutput.ReadLineAsync(Cancellation));
        Assert.Throws<WorkspaceBusyException>(() => home.Workspace.Lock("train-tiny"));
        holder.Kill();
        await holder.WaitForExitAsync(Cancellation);
        home.Workspace.Lock("train-tiny").Dispose();
    }

    [Fact]
    public void A_lock_that_cannot_be_made_is_not_taken_for_one_that_is_held() =>
        Assert.Throws<DirectoryNotFoundException>(() => home.Workspace.Lock("no/such/folder"));

    [Fact]
    public void A_home_of_something_else_is_refused()
    {
        var options = home.Workspace.Options with { Home = Path.Combine(home.Path, "other") };
        Directory.CreateDirectory(options.Home);
        File.WriteAllText(Path.Combine(options.Home, "ninefold.db"), new string('x', 5000));
        var error = Assert.Throws<InvalidDataException>(() => new Workspace(options, home.Clock));
        Assert.Contains("is not a database of Ninefold", error.Message);
    }

    /// <summary>The holder is this assembly again, which with the variable set never comes to its tests.</summary>
    [ModuleInitializer]
    internal static void HoldUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(ChildHome) is not { } path)
            return;
        using var held = new Workspace(new() { Home = path }, TimeProvider.System).Lock("train-tiny");
        Console.Out.WriteLine("locked");
        Thread.Sleep(Timeout.Infinite);
    }
}
