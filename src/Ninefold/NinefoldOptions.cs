using Ninefold.Data;

namespace Ninefold;

/// <summary>Settings, from <c>appsettings.json</c> (section <c>Ninefold</c>), the environment (<c>NINEFOLD_…</c>) and options, in that order.</summary>
public sealed record NinefoldOptions
{
    /// <summary>Where all files live; <c>./.ninefold</c> by default.</summary>
    public string Home { get; init; } = Path.Combine(Environment.CurrentDirectory, ".ninefold");

    /// <summary>How many threads training may use; all cores by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>All randomness comes from it.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>The user's own data folder, or null for each system's data set.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A folder with data sets by id (<c>NINEFOLD_DATA</c>), looked into before anything is fetched.</summary>
    public string? LocalData { get; init; }

    /// <summary>Names of the user's columns by the names a system knows, such as <c>user</c> → <c>customer_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>How the rows of the user's own folder were chosen; null where the user does not say.</summary>
    public SampleKind? Sample { get; init; }

    /// <summary>Where views are kept in Redis, as <c>host:port</c>; null keeps them in the process, which is durable too.</summary>
    public string? Redis { get; init; }

    /// <summary>How long a read of views, or an added observation, may wait for Redis; then what was last known is read. 20 ms.</summary>
    public TimeSpan RedisWithin { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Training reads the values of views that lived predictions saw, as they were logged with them, where a case names its
    /// request; else all values are computed anew, as of each case's moment.
    /// </summary>
    public bool LoggedValues { get; init; }

    /// <summary>A small sample: floors are reported, not enforced.</summary>
    public bool Quick { get; init; }
}
