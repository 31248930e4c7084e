using System.Net;
using System.Net.Sockets;

namespace Ninefold.Hosting.Tests.Server;

public sealed class NinefoldServerTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("run")]
    public async Task A_port_in_use_is_said_before_anything_is_done(string command)
    {
        using var home = new SampleHome();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var result = await home.RunAsync(command, "--url", url);
        Assert.Equal(2, result.Code);
        Assert.Equal(
            $"{url}/ is in use by another process. Stop it, or give another address with --url or NINEFOLD_URL.",
            result.Error.TrimEnd()
        );
        Assert.Empty(home.Workspace.Runs.List());
    }

    [Fact]
    public async Task A_second_server_over_the_same_home_is_refused()
    {
        await using var home = new TrainedHome();
        await home.InitializeAsync();
        await using var first = await SampleServer.StartAsync(home);
        var second = await home.RunAsync("serve", "--url", "http://127.0.0.1:0");
        Assert.Equal(2, second.Code);
        Assert.Contains("is being written by process", second.Error, StringComparison.Ordinal);
    }
}
