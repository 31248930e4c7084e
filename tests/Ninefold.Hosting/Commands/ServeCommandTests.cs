using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class ServeCommandTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task A_request_that_is_under_way_is_answered_before_the_server_stops()
    {
        const string Body = """{"district":"hill","squareMetres":50}""";
        using var server = home.Start("serve", "--url", "http://127.0.0.1:0");
        _ = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var serving = (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith("Serving on http://localhost:", serving, StringComparison.Ordinal);
        using var socket = new TcpClient();
        await socket.ConnectAsync(
            "127.0.0.1",
            new Uri(serving.Split(' ')[^1]).Port,
            TestContext.Current.CancellationToken
        );
        var stream = socket.GetStream();
        await WriteAsync(
            $"POST /v1/systems/sample/predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body[..10]}"
        );
        await Task.Delay(200, TestContext.Current.CancellationToken); // the server is reading it

        using var stop = Process.Start("kill", ["-TERM", $"{server.Id}"]);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(server.HasExited);
        await WriteAsync(Body[10..]);
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, server.ExitCode);

        async Task WriteAsync(string text) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
    }
}
