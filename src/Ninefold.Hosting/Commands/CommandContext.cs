using System.CommandLine;
using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Commands;

/// <summary>What every command works with.</summary>
/// <param name="Systems">The app's systems.</param>
/// <param name="Screen">Where it writes.</param>
/// <param name="Time">The clock.</param>
internal sealed record CommandContext(SystemCatalogue Systems, Screen Screen, TimeProvider Time)
{
    /// <summary>The settings, with the options of this call.</summary>
    /// <exception cref="UsageException">Values are not allowed.</exception>
    public static Settings SettingsOf(ParseResult parsed) => Settings.Read(CommandOptions.Given(parsed));

    public Workspace WorkspaceOf(ParseResult parsed) => new(SettingsOf(parsed).Options, Time);

    /// <summary>The system that was named.</summary>
    /// <exception cref="UsageException">There is no such system.</exception>
    public MlSystem SystemOf(ParseResult parsed) => Systems.Get(parsed.GetRequiredValue(CommandOptions.System));

    /// <summary>The systems that a listing is about: the named one, or all.</summary>
    /// <exception cref="UsageException">There is no such system.</exception>
    public IReadOnlyList<MlSystem> SystemsOf(ParseResult parsed) =>
        parsed.GetValue(CommandOptions.AnySystem) is { } id ? [Systems.Get(id)] : Systems.All;
}
