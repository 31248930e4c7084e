using System.Net;
using Ninefold.Data.Observations;
using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>Where and how views are kept in Redis.</summary>
/// <param name="Address"><c>host:port</c>.</param>
/// <param name="Within">How long a read or an added observation may wait.</param>
/// <param name="System">The system's id, in front of all keys.</param>
/// <param name="Folder">Of this process's log: holds the name under which its position is kept.</param>
internal sealed record RedisSettings(string Address, TimeSpan Within, string System, string Folder)
{
    /// <summary>Whether an address can be one.</summary>
    public static bool IsAddress(string text) =>
        text.LastIndexOf(':') is > 0 and var colon
        && int.TryParse(text.AsSpan(colon + 1), out var port)
        && port is > 0 and <= IPEndPoint.MaxPort;

    /// <summary>Fails at once where Redis is away: waiting commands would be values that come too late.</summary>
    public ConfigurationOptions Connection
    {
        get
        {
            var options = new ConfigurationOptions
            {
                AbortOnConnectFail = false,
                BacklogPolicy = BacklogPolicy.FailFast,
                ConnectTimeout = 1000,
                ConnectRetry = 1,
                AsyncTimeout = 5000,
                ReconnectRetryPolicy = new LinearRetry(500),
                HeartbeatInterval = TimeSpan.FromMilliseconds(500),
                ClientName = $"ninefold-{System}",
            };
            options.EndPoints.Add(Address);
            return options;
        }
    }

    /// <summary>The log's name in Redis, the same after a restart: several servers have logs of their own.</summary>
    public string LogName()
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, "log.id");
        if (!File.Exists(path))
        {
            var temporary = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllText(temporary, Guid.NewGuid().ToString("n"));
            File.Move(temporary, path, overwrite: true);
            FolderFlush.ToDisk(Folder);
        }
        return File.ReadAllText(path);
    }
}
