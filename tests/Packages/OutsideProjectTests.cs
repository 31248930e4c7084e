using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Ninefold.Packages.Tests;

/// <summary>What the repository's systems can, a stranger's project can: three lines and a system, on the packages.</summary>
public sealed class OutsideProjectTests(OutsideProject project) : IClassFixture<OutsideProject>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_system_is_listed()
    {
        var (code, output, errors) = await project.RunAsync("list");
        Assert.True(code == 0, errors);
        Assert.Contains("ice-cream", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_system_runs_through_the_nine_steps_and_is_served()
    {
        var (code, output, errors) = await project.RunAsync("run", "ice-cream", "--once", "--json");
        Assert.True(code == 0, output + errors);
        using var run = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        var root = run.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("ice-cream", root.GetProperty("system").GetString());
        Assert.Equal(300, root.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.Contains(
            "simulated",
            root.GetProperty("data").GetProperty("source").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("least-squares", root.GetProperty("learners")[0].GetProperty("chosen").GetString());
        Assert.All(
            root.GetProperty("requirements").EnumerateArray(),
            r => Assert.True(r.GetProperty("met").GetBoolean())
        );
        Assert.Equal(
            ["shadow", "canary", "ab_test"],
            root.GetProperty("rollout").EnumerateArray().Select(s => s.GetProperty("stage").GetString())
        );

        var url = $"http://127.0.0.1:{FreePort()}";
        using var server = project.Start("serve", "--url", url);
        try
        {
            var log = server.StandardOutput.ReadToEndAsync(Cancellation);
            _ = server.StandardError.ReadToEndAsync(Cancellation);
            using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience };
            await ReadyAsync(http, server, log);

            using var answer = await http.PostAsJsonAsync(
                "/v1/systems/ice-cream/predict",
                new { celsius = 20 },
                Cancellation
            );
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var prediction = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal(root.GetProperty("release").GetString(), prediction.GetProperty("release").GetString());
            Assert.InRange(prediction.GetProperty("answer").GetProperty("sold").GetDouble(), 95, 105); // 20 + 4 · 20

            using var refused = await http.PostAsJsonAsync(
                "/v1/systems/ice-cream/predict",
                new { celsius = 99 },
                Cancellation
            );
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

            using var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]);
            await server.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited)
                server.Kill(entireProcessTree: true);
        }
    }

    private static async Task ReadyAsync(HttpClient http, Process server, Task<string> log)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var ready = await http.GetAsync("/health/ready", Cancellation);
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            Assert.False(server.HasExited, server.HasExited ? await log : "");
            Assert.True(waited.Elapsed < Patience, "The server was not ready in time.");
            await Task.Delay(100, Cancellation);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
