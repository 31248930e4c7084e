using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ninefold.Tests.Features.Views;

/// <summary>A real redis-server on a free loopback port, which keeps nothing on disk; it ends with the test.</summary>
public sealed class RedisServer : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ninefold-redis-");
    private readonly int port;
    private Process? process;

    public RedisServer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public string Address => $"127.0.0.1:{port}";

    private static string? Program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/bin")
            .Select(p => Path.Combine(p, "redis-server"))
            .FirstOrDefault(File.Exists);

    public static void Require() =>
        Assert.SkipWhen(Program is null, "redis-server is missing: './ninefold test' installs it where it may.");

    public async Task StartAsync()
    {
        Require();
        process = Process.Start(
            new ProcessStartInfo(
                Program!,
                [
                    "--port",
                    $"{port}",
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--dir",
                    folder.FullName,
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        process.BeginOutputReadLine();
        while (!process.HasExited)
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        Assert.Fail($"redis-server ended with {process.ExitCode}.");
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill()
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>Stops it in its tracks: connections stay, and nothing is answered.</summary>
    public void Pause() => Signal("-STOP");

    public void Resume() => Signal("-CONT");

    public void Dispose()
    {
        Kill();
        folder.Delete(recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [name, $"{process!.Id}"]);
        kill.WaitForExit();
    }
}
