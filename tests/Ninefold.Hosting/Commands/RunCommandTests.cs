using System.Text.Json;

namespace Ninefold.Hosting.Tests.Commands;

/// <summary>The app as a process of its own, since it starts another to train.</summary>
public sealed class RunCommandTests
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
}
