using System.Diagnostics;
using System.Text.Json;

namespace Ninefold.Hosting.Tests.Training;

/// <summary>The app as a process of its own, which trains in a child.</summary>
public sealed class TrainingProcessTests
{
    [Fact]
    public async Task Run_goes_through_the_nine_steps_and_a_second_run_reuses_them()
    {
        using var home = new SampleHome();
        var first = await home.RunProcessAsync("run", "--once", "--json");
        Assert.True(first.Code == 0, first.Output + first.Error);
        for (var step = 1; step <= 9; step++)
            Assert.Contains($"\n{step}  ", first.Output, StringComparison.Ordinal);
        var line = JsonElement.Parse(first.LastLine);
        Assert.Equal(1, line.GetProperty("schema").GetInt32());
        Assert.Equal(
            ["rents", "flow"],
            line.GetProperty("learners").EnumerateArray().Select(l => l.GetProperty("name").GetString())
        );
        Assert.Equal(
            ["shadow", "canary", "ab_test"],
            line.GetProperty("rollout").EnumerateArray().Select(s => s.GetProperty("stage").GetString())
        );
        Assert.All(
            line.GetProperty("requirements").EnumerateArray(),
            r => Assert.True(r.GetProperty("met").GetBoolean())
        );

        var second = await home.RunProcessAsync("run", "--once", "--json");
        Assert.Equal(0, second.Code);
        Assert.DoesNotContain(home.Workspace.Runs.Latest("sample")!.Steps, s => !s.Reused);
        var again = JsonElement.Parse(second.LastLine);
        Assert.Equal(line.GetProperty("release").GetString(), again.GetProperty("release").GetString());
        Assert.Equal(line.GetProperty("rollout").GetRawText(), again.GetProperty("rollout").GetRawText());
    }

    [Fact]
    public async Task A_child_stops_when_its_parent_is_gone()
    {
        using var home = new SampleHome();
        var child = await home.RunProcessAsync("train", "sample", "--stop-with-stdin"); // nobody holds its input
        Assert.Equal(130, child.Code);
        Assert.Equal("stopped by the user", Assert.Single(home.Workspace.Runs.List()).Error);
    }

    [Fact]
    public async Task A_server_retrains_in_the_background_and_rolls_the_challenger_out()
    {
        using var home = new SampleHome();
        using var server = home.Start("serve", "--url", "http://127.0.0.1:0");
        _ = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            var serving = (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            using var http = new HttpClient { BaseAddress = new Uri(serving.Split(' ')[^1]) };
            using var started = await http.PostAsync(
                "/v1/systems/sample/retrain",
                null,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(202, (int)started.StatusCode);
            using var busy = await http.PostAsync(
                "/v1/systems/sample/retrain",
                null,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(409, (int)busy.StatusCode);

            var status = "";
            for (var i = 0; i < 300 && !status.Contains("finished", StringComparison.Ordinal); i++)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
                status = await http.GetStringAsync("/v1/systems/sample/retrain", TestContext.Current.CancellationToken);
                Assert.DoesNotContain("failed", status, StringComparison.Ordinal);
            }
            var rollouts = await http.GetStringAsync(
                "/v1/systems/sample/rollouts",
                TestContext.Current.CancellationToken
            );
            Assert.Contains("\"stage\":\"shadow\"", rollouts, StringComparison.Ordinal);
            Assert.Contains("\"isReplayed\":false", rollouts, StringComparison.Ordinal);
        }
        finally
        {
            using var stop = Process.Start("kill", ["-TERM", $"{server.Id}"]);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, server.ExitCode);
    }
}
