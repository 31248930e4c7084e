using Microsoft.AspNetCore.Http;
using Ninefold.Hosting.Api;

namespace Ninefold.Hosting.Tests.Api;

public sealed class RequestBodyTests
{
    private static DefaultHttpContext With(byte[] bytes, string? contentType, long? length) =>
        new()
        {
            Request =
            {
                Body = new MemoryStream(bytes),
                ContentType = contentType,
                ContentLength = length,
            },
        };

    [Theory]
    [InlineData(0, null)]
    [InlineData(10, 10L)]
    [InlineData(50_000, null)] // more than the first buffer
    [InlineData(100_000, 100_000L)]
    public async Task A_body_is_read_whole_with_or_without_its_length(int size, long? length)
    {
        var bytes = Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
        using var body = await RequestBody.ReadAsync(With(bytes, "application/json; charset=utf-8", length), 100_000);
        Assert.Equal(bytes, body.Bytes.ToArray());
    }

    [Theory]
    [InlineData("application/json", 101, 101L, 413)]
    [InlineData("application/json", 101, null, 413)]
    [InlineData("text/plain", 10, 10L, 415)]
    [InlineData(null, 10, 10L, 415)]
    public async Task What_is_too_large_or_not_JSON_is_refused(string? type, int size, long? length, int status)
    {
        var error = await Assert.ThrowsAsync<RejectedException>(async () =>
            await RequestBody.ReadAsync(With(new byte[size], type, length), most: 100)
        );
        Assert.Equal(status, error.Status);
    }
}
