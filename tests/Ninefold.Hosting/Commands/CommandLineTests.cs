namespace Ninefold.Hosting.Tests.Commands;

public sealed class CommandLineTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Theory]
    [InlineData("No command 'foo'. There are: run, train,", "foo")]
    [InlineData("Name a command: run, train,", "")]
    [InlineData("No option '--foo' of 'run'. There are: --once, --json,", "run --foo")]
    [InlineData("No option '--foo' of 'train'. There are:", "train sample --foo")]
    [InlineData("Name a command of 'runs': list, show, compare, repeat.", "runs")]
    [InlineData("No command 'foo' of 'runs'.", "runs foo")]
    [InlineData("'train' takes no argument 'extra'. It takes: SYSTEM;", "train sample extra")]
    [InlineData("No system 'nope'. There are: sample.", "run nope")]
    [InlineData("No system 'nope'. There are: sample.", "train nope")]
    [InlineData("No system 'nope'. There are: sample.", "card nope")]
    [InlineData("No system 'nope'. There are: sample.", "predict nope {}")]
    [InlineData("No system 'nope'. There are: sample.", "releases list nope")]
    [InlineData("No release 'nope' of sample. There are:", "releases promote sample nope")]
    [InlineData("No release 'nope' of sample. There are:", "predict sample {} --release nope")]
    [InlineData("No run 'nope'. Newest:", "runs show nope")]
    [InlineData("No run 'nope'. Newest:", "evaluate sample --run nope")]
    [InlineData("No rollout 99. There are:", "experiments show 99")]
    [InlineData("Seed must be a whole number from 0; got 'x'.", "train sample --seed x")]
    [InlineData("Columns must be like user=customer_id,item=product; got 'a'.", "run --columns a")]
    [InlineData("Url must be like http://127.0.0.1:5080; got 'here'.", "serve --url here")]
    [InlineData("Url must name an IP address", "serve --url http://example.test:80")]
    [InlineData("Could not find file", "predict sample @nothing.json")]
    [InlineData("Could not find file", "predict sample --batch nothing.jsonl --out x.parquet")]
    [InlineData("--batch needs --out", "predict sample --batch nothing.jsonl")]
    [InlineData("A name must be words", "new 7up!")]
    public async Task Bad_usage_is_one_line_that_says_what_and_what_is_allowed(string said, string line)
    {
        var result = await home.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, result.Code);
        Assert.StartsWith(said, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        var result = await home.RunAsync("--help");
        Assert.Equal(0, result.Code);
        foreach (var command in new[] { "run", "train", "evaluate", "predict", "replay", "serve", "card", "new" })
            Assert.Contains($"  {command}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_is_something_else_is_said_in_one_line()
    {
        using var other = new SampleHome();
        await File.WriteAllTextAsync(
            other.At("ninefold.db"),
            new string('x', 5000),
            TestContext.Current.CancellationToken
        );
        var result = await other.RunAsync("list");
        Assert.Equal(2, result.Code);
        Assert.Contains("is not a database of Ninefold", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_at_once_are_refused()
    {
        using var first = home.Workspace.Lock("run-sample");
        var second = await home.RunAsync("run", "--once");
        Assert.Equal(2, second.Code);
        Assert.StartsWith("Another process is working on run-sample", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_trainings_at_once_are_refused()
    {
        using var first = home.Workspace.Lock("train-sample");
        var second = await home.RunAsync("train", "sample");
        Assert.Equal(2, second.Code);
        Assert.StartsWith("Another process is working on train-sample", second.Error, StringComparison.Ordinal);
    }
}
