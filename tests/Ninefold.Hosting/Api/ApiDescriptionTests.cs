namespace Ninefold.Hosting.Tests.Api;

public sealed class ApiDescriptionTests(RunningServer running) : IClassFixture<RunningServer>
{
    private readonly SampleServer server = running.Server;

    [Fact]
    public async Task The_description_has_each_systems_own_types()
    {
        var (_, api) = await server.GetAsync("/openapi/v1.json");
        var predict = api.GetProperty("paths").GetProperty("/v1/systems/sample/predict").GetProperty("post");
        var request = predict
            .GetProperty("requestBody")
            .GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("schema")
            .GetProperty("$ref")
            .GetString()!;
        var flat = api.GetProperty("components").GetProperty("schemas").GetProperty(request.Split('/')[^1]);
        Assert.Equal("string", flat.GetProperty("properties").GetProperty("district").GetProperty("type").GetString());
        Assert.Equal(
            "number",
            flat.GetProperty("properties").GetProperty("squareMetres").GetProperty("type").GetString()
        );
        Assert.Equal(2, flat.GetProperty("required").GetArrayLength());
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        var page = await server.Http.GetStringAsync("/scalar/", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        using var script = await server.Http.GetAsync("/scalar/scalar.js", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)script.StatusCode);
        Assert.True(
            (await script.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 100_000
        );
    }
}
