using System.Text;

namespace Ninefold.Hosting.Tests.Api;

public sealed class PredictEndpointTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Path = "/v1/systems/sample/predict";
    private const string Good = """{"district":"hill","squareMetres":50}""";
    private readonly SampleServer server = running.Server;

    [Fact]
    public async Task A_request_is_answered_with_the_release_that_did_it()
    {
        var (status, body) = await server.PostAsync(Path, Good);
        Assert.Equal(200, status);
        Assert.Equal(running.Home.Champions.Current!.Id, body.GetProperty("release").GetString());
        Assert.Equal("champion", body.GetProperty("arm").GetString());
        Assert.False(body.GetProperty("fallback").GetBoolean());
        Assert.InRange(body.GetProperty("answer").GetProperty("rent").GetDouble(), 600, 700); // 50 m² at 13
        Assert.False(body.TryGetProperty("trace", out _));
    }

    [Fact]
    public async Task An_explanation_has_every_stage()
    {
        var (_, body) = await server.PostAsync($"{Path}?explain=true", Good);
        Assert.Equal("rent", Assert.Single(body.GetProperty("trace").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("", "The JSON is not a valid Flat")]
    [InlineData("{", "line 1")]
    [InlineData("null", "null")]
    [InlineData("[]", "not a valid Flat")]
    [InlineData("""{"district":"hill"}""", "squareMetres")]
    [InlineData("""{"district":7,"squareMetres":50}""", "$.district")]
    [InlineData("""{"district":"hill","squareMetres":"50"}""", "$.squareMetres")]
    [InlineData("""{"district":"hill","squareMetres":NaN}""", "$.squareMetres")]
    [InlineData("""{"district":"hill","squareMetres":"NaN"}""", "$.squareMetres")]
    [InlineData("""{"district":"hill","squareMetres":1e999}""", "squareMetres must be")]
    [InlineData("""{"district":"hill","squareMetres":50,"floor":3}""", "floor")]
    [InlineData("""{"district":null,"squareMetres":50}""", "district")]
    [InlineData("""{"district":"hill","squareMetres":-1}""", "got -1")]
    public async Task Bad_input_is_refused_with_what_is_wrong(string json, string said)
    {
        var (status, body) = await server.PostAsync(Path, json);
        Assert.Equal(400, status);
        Assert.Contains(said, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(body.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task All_errors_are_said_at_once()
    {
        var (_, body) = await server.PostAsync(Path, """{"district":"","squareMetres":0}""");
        Assert.Equal(2, body.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task JSON_that_is_too_deep_is_refused()
    {
        var (status, body) = await server.PostAsync(Path, new string('[', 100_000));
        Assert.Equal(400, status);
        Assert.NotEmpty(body.GetProperty("errors").EnumerateArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_a_megabyte_is_refused_announced_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent($"\"{new string('x', 1 << 20)}\"", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_content_type_is_refused(string contentType)
    {
        var (status, body) = await server.PostAsync(Path, Good, contentType);
        Assert.Equal(415, status);
        Assert.Contains(contentType, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explanation_must_be_wanted_or_not()
    {
        var (status, body) = await server.PostAsync($"{Path}?explain=maybe", Good);
        Assert.Equal(400, status);
        Assert.Contains("'maybe'", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_goes_away_half_way_is_no_failure()
    {
        var url = server.Http.BaseAddress!;
        for (var i = 0; i < 20; i++)
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
            var half =
                $"POST {Path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(half), TestContext.Current.CancellationToken);
            socket.Client.Close(timeout: 0); // reset
        }
        var (status, _) = await server.PostAsync(Path, Good);
        Assert.Equal(200, status);
        Assert.Equal(0, server.Served.Live!.Statistics.Failures);
        var metrics = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("ninefold_prediction_failures_total{", metrics, StringComparison.Ordinal);
        Assert.Contains("ninefold_predictions_total{", metrics, StringComparison.Ordinal);
    }
}
