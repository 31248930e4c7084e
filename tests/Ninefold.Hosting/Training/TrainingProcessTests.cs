using System.Diagnostics;
using System.Globalization;

namespace Ninefold.Hosting.Tests.Training;

/// <summary>The app as a process of its own, which trains in a child.</summary>
public sealed class TrainingProcessTests
{
    [Fact]
    public async Task A_child_stops_when_its_parent_is_gone()
    {
        using var home = new SampleHome();
        var child = await home.RunProcessAsync("train", "sample", "--stop-with-stdin"); // nobody holds its input
        Assert.Equal(130, child.Code);
        Assert.Equal("stopped by the user", Assert.Single(home.Workspace.Runs.List()).Error);
    }

    [Fact]
    public async Task A_child_that_the_system_killed_is_told_in_one_line_and_the_next_run_goes_on()
    {
        using var home = new SampleHome();
        using var run = home.Start("run", "--once");
        run.StandardInput.Close();
        var cancellation = TestContext.Current.CancellationToken;
        var (output, error) = (
            run.StandardOutput.ReadToEndAsync(cancellation),
            run.StandardError.ReadToEndAsync(cancellation)
        );
        using (var child = await ChildOf(run))
            child.Kill();
        await run.WaitForExitAsync(cancellation);
        Assert.True(run.ExitCode == 137, $"{run.ExitCode} {await output}");
        Assert.StartsWith(
            "The training was killed, as a system does with the largest process where memory runs out.",
            Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        );
        var again = await home.RunProcessAsync("run", "--once");
        Assert.True(again.Code == 0, again.Error);
    }

    /// <summary>The process that another one starts, within half a minute.</summary>
    private static async Task<Process> ChildOf(Process parent)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            foreach (var task in Directory.GetDirectories($"/proc/{parent.Id}/task"))
                if (
                    File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    is [var id, ..]
                )
                    return Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("It started no process.");
    }
}
