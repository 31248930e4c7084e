using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Ninefold.Experiments;
using Ninefold.Hosting.Api;

namespace Ninefold.Hosting.Tests.Api;

public sealed class FaultsTests
{
    private static async Task<(int Status, string Body)> ThrowAsync(Exception error, bool isGone = false)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        if (isGone)
            http.RequestAborted = new CancellationToken(canceled: true);
        await new Faults(_ => throw error, NullLogger<Faults>.Instance).InvokeAsync(http);
        http.Response.Body.Position = 0;
        using var reader = new StreamReader(http.Response.Body);
        return (http.Response.StatusCode, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    public static TheoryData<Exception, int> Kinds =>
        new()
        {
            { new RejectedException(415, "Unsupported media type", "xml"), 415 },
            { new InvalidRequestException(["a", "b"]), 400 },
            { new KeyNotFoundException("no release"), 404 },
            { new WorkspaceBusyException("trained already"), 409 },
            { new RolloutConflictException("moved already"), 409 },
            { new PredictionFailedException("both failed", new InvalidOperationException()), 500 },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_of_error_has_its_status_and_says_what_is_wrong(Exception error, int status)
    {
        var (actual, body) = await ThrowAsync(error);
        Assert.Equal(status, actual);
        Assert.Equal(error.Message, JsonElement.Parse(body).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_fault_of_the_server_tells_nothing_of_its_inside()
    {
        var (status, body) = await ThrowAsync(new InvalidOperationException("secret"));
        Assert.Equal(500, status);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_went_away_is_told_nothing()
    {
        var (_, body) = await ThrowAsync(new OperationCanceledException(), isGone: true);
        Assert.Equal("", body);
    }
}
