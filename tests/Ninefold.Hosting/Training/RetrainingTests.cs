using System.Diagnostics;

namespace Ninefold.Hosting.Tests.Training;

public sealed class RetrainingTests
{
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_retrains_an_old_release_by_itself_unless_that_is_turned_off(bool retrain)
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        var past = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("o");
        home.Workspace.Database.Execute("UPDATE releases SET created = $past", ("past", past));
        home.Workspace.Database.Execute("DELETE FROM runs");
        await File.WriteAllTextAsync(
            home.At("appsettings.json"),
            $$$"""{"Ninefold":{"WatchSeconds":1,"Retrain":{{{(retrain ? "true" : "false")}}}}}""",
            TestContext.Current.CancellationToken
        );
        using var server = home.Start("serve", "--url", "http://127.0.0.1:0");
        _ = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            for (var i = 0; i < (retrain ? 300 : 30) && home.Workspace.Runs.List("sample").Count == 0; i++)
                await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.Equal(retrain ? 1 : 0, home.Workspace.Runs.List("sample").Count);
        }
        finally
        {
            using var stop = Process.Start("kill", ["-TERM", $"{server.Id}"]);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, server.ExitCode);
    }
}
