namespace Ninefold.Hosting.Tests.Api;

public sealed class SystemRoutesTests(RunningServer running) : IClassFixture<RunningServer>
{
    private readonly SampleServer server = running.Server;

    [Fact]
    public async Task Systems_are_listed_with_their_state()
    {
        var (_, body) = await server.GetAsync("/v1/systems");
        var sample = Assert.Single(body.EnumerateArray());
        Assert.Equal("sample", sample.GetProperty("id").GetString());
        Assert.Equal("ready", sample.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("", "problem")]
    [InlineData("/drift", "drift")]
    public async Task What_is_on_record_is_readable(string path, string field)
    {
        var (status, body) = await server.GetAsync($"/v1/systems/sample{path}");
        Assert.Equal(200, status);
        Assert.True(body.TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("/runs", 1)]
    [InlineData("/releases", 2)]
    [InlineData("/rollouts", 0)]
    public async Task Histories_are_lists(string path, int count)
    {
        var (status, body) = await server.GetAsync($"/v1/systems/sample{path}");
        Assert.Equal(200, status);
        Assert.Equal(count, body.GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "/v1/systems/nope")]
    [InlineData("GET", "/v1/systems/nope/runs")]
    [InlineData("POST", "/v1/systems/nope/predict")]
    [InlineData("POST", "/v1/systems/nope/retrain")]
    [InlineData("POST", "/v1/systems/nope/releases/champion/promote")]
    public async Task An_unknown_system_is_answered_with_those_there_are(string method, string path)
    {
        var (status, body) = method == "GET" ? await server.GetAsync(path) : await server.PostAsync(path, "{}");
        Assert.Equal(404, status);
        Assert.Equal("No system 'nope'. There are: sample.", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_unknown_release_is_answered_with_those_there_are()
    {
        var (status, body) = await server.PostAsync("/v1/systems/sample/releases/nope/promote", "");
        Assert.Equal(404, status);
        Assert.Contains(
            running.Home.Champions.Current!.Id,
            body.GetProperty("detail").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/v1/observations", 405)]
    public async Task What_is_not_there_is_a_problem_too(string method, string path, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
