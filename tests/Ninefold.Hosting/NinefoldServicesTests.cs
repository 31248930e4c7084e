using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Ninefold.Hosting.Templates;

namespace Ninefold.Hosting.Tests;

/// <summary>Systems inside an ASP.NET Core app that has endpoints of its own.</summary>
public sealed class NinefoldServicesTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task An_existing_app_serves_systems_beside_its_own_endpoints()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Ninefold:Home"] = home.Folder;
        builder.Services.AddNinefold(builder.Configuration, typeof(SampleSystem).Assembly);
        await using var app = builder.Build();
        app.MapNinefold();
        app.MapGet("/mine", () => "mine");
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal("mine", await http.GetStringAsync("/mine", TestContext.Current.CancellationToken));
        Assert.Contains(
            "\"ready\"",
            await http.GetStringAsync("/v1/systems", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
