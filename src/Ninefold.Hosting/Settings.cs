using System.Globalization;
using Microsoft.Extensions.Configuration;
using Ninefold.Data;
using Ninefold.Features.Views;
using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting;

/// <summary>The settings of an app as read and checked.</summary>
/// <param name="Options">Those of the engine.</param>
/// <param name="Url">Where the server listens: scheme, host and port.</param>
/// <param name="System">The system that commands are about where none is named.</param>
/// <param name="WatchEvery">How often live systems look at their monitors and at the registry.</param>
/// <param name="Retrain">Whether the server trains systems anew by itself when their monitors ask for it.</param>
internal sealed record Settings(
    NinefoldOptions Options,
    Uri Url,
    string? System,
    TimeSpan WatchEvery,
    bool Retrain = false
)
{
    private const string Section = "Ninefold";

    /// <summary>All that can be set: in the section Ninefold of appsettings.json, or as NINEFOLD_ and the name.</summary>
    private static readonly string[] Names =
    [
        "Home",
        "Threads",
        "Seed",
        "Url",
        "System",
        "WatchSeconds",
        "Retrain",
        "Quick",
        "Data",
        "DataFolder",
        "Columns",
        "Sample",
        "Redis",
        "RedisMilliseconds",
        "LoggedValues",
    ];

    /// <summary>Reads <c>appsettings.json</c> (beside the program, then in the current folder), the environment, and options; the later win.</summary>
    /// <param name="options">Values of command options by name.</param>
    /// <exception cref="UsageException">Values are not allowed; all of them are named.</exception>
    public static Settings Read(IReadOnlyDictionary<string, string?> options)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables("NINEFOLD_").Build();
        try
        {
            return From(
                new ConfigurationBuilder()
                    .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                    .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
                    .AddInMemoryCollection(Prefixed(environment.AsEnumerable()))
                    .AddInMemoryCollection(Prefixed(options))
                    .Build(),
                retrains: true
            );
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{e.Message} {e.InnerException?.Message}".Trim());
        }
    }

    /// <summary>Reads the section Ninefold of a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="retrains">Whether the server retrains by itself where nothing is set: training starts the program's own command.</param>
    /// <exception cref="UsageException">Values are not allowed; all of them are named.</exception>
    public static Settings From(IConfiguration configuration, bool retrains = false)
    {
        var section = configuration.GetSection(Section);
        var errors = new List<string>();
        var home = section["Home"] ?? ".ninefold";
        var settings = new Settings(
            new()
            {
                Home = Path.GetFullPath(home.Length > 0 ? home : ".ninefold"),
                Threads = Whole("Threads", Environment.ProcessorCount, least: 1),
                Seed = Whole("Seed", 42, least: 0),
                Quick = bool.TryParse(section["Quick"], out var quick) && quick,
                DataFolder = section["DataFolder"] is { } folder ? Path.GetFullPath(folder) : null,
                LocalData = section["Data"] is { Length: > 0 } local ? Path.GetFullPath(local) : null,
                Columns = Mapping(section["Columns"], errors),
                Sample = Chosen("Sample"),
                Redis = Host("Redis"),
                LoggedValues = YesOrNo("LoggedValues", false),
                RedisWithin = TimeSpan.FromMilliseconds(Whole("RedisMilliseconds", 20, least: 1)),
            },
            Address(section["Url"] ?? "http://127.0.0.1:5080", errors),
            section["System"],
            TimeSpan.FromSeconds(Whole("WatchSeconds", 5, least: 1)),
            YesOrNo("Retrain", retrains)
        );
        return errors.Count == 0 ? settings : throw new UsageException(string.Join(" ", errors));

        string? Host(string name)
        {
            if (section[name] is not { Length: > 0 } text)
                return null;
            if (!RedisSettings.IsAddress(text))
                errors.Add($"{name} must be like 127.0.0.1:6379; got '{text}'.");
            return text;
        }

        SampleKind? Chosen(string name)
        {
            if (section[name] is not { Length: > 0 } text)
                return null;
            if (Enum.GetNames<SampleKind>().Contains(text, StringComparer.OrdinalIgnoreCase))
                return Enum.Parse<SampleKind>(text, ignoreCase: true);
            var kinds = string.Join(", ", Enum.GetNames<SampleKind>()).ToLowerInvariant();
            errors.Add($"{name} must be one of {kinds}; got '{text}'.");
            return null;
        }

        bool YesOrNo(string name, bool otherwise)
        {
            if (section[name] is not { } text)
                return otherwise;
            if (bool.TryParse(text, out var value))
                return value;
            errors.Add($"{name} must be true or false; got '{text}'.");
            return otherwise;
        }

        int Whole(string name, int otherwise, int least)
        {
            if (section[name] is not { } text)
                return otherwise;
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least)
                return value;
            errors.Add($"{name} must be a whole number from {least}; got '{text}'.");
            return otherwise;
        }
    }

    private static Uri Address(string text, List<string> errors)
    {
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http", AbsolutePath: "/", Query: "" }
        )
            return url;
        errors.Add($"Url must be like http://127.0.0.1:5080; got '{text}'.");
        return new("http://127.0.0.1:5080");
    }

    private static Dictionary<string, string> Mapping(string? text, List<string> errors)
    {
        var columns = new Dictionary<string, string>();
        foreach (var pair in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            if (pair.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } column])
                errors.Add($"Columns must be like user=customer_id,item=product; got '{pair}'.");
            else if (!columns.TryAdd(name, column))
                errors.Add($"Columns names '{name}' twice.");
        return columns;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Prefixed(
        IEnumerable<KeyValuePair<string, string?>> values
    ) =>
        values
            .Where(v => Names.Contains(v.Key, StringComparer.OrdinalIgnoreCase))
            .Select(v => KeyValuePair.Create($"{Section}:{v.Key}", v.Value));
}
