using System.Net;
using Ninefold.Hosting.Pages;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class PageAssetsTests(SampleHome home) : IClassFixture<SampleHome>
{
    [Theory]
    [InlineData("ninefold.css", "text/css")]
    [InlineData("mudblazor.css", "text/css")]
    [InlineData("mudblazor.js", "text/javascript")]
    [InlineData("blazor.web.js", "text/javascript")]
    [InlineData("echarts.js", "text/javascript")]
    [InlineData("charts.js", "text/javascript")]
    [InlineData("logo.svg", "image/svg+xml")]
    public async Task Assets_come_out_of_the_assembly_and_may_be_kept(string name, string type)
    {
        await using var server = await SampleServer.StartAsync(home);
        using var answer = await server.Http.GetAsync(PageAssets.Url(name), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task What_is_no_asset_is_not_found()
    {
        await using var server = await SampleServer.StartAsync(home);
        using var answer = await server.Http.GetAsync(
            PageAssets.Url("nothing.js"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
