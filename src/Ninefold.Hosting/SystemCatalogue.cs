using System.Collections.Frozen;
using System.Reflection;
using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting;

/// <summary>The systems of an app, by id.</summary>
internal sealed class SystemCatalogue
{
    private readonly FrozenDictionary<string, MlSystem> systems;

    /// <exception cref="ArgumentException">Two systems have the same id.</exception>
    public SystemCatalogue(IEnumerable<MlSystem> systems)
    {
        All = [.. systems.OrderBy(s => s.Id, StringComparer.Ordinal)];
        var twice = All.GroupBy(s => s.Id).Where(g => g.Count() > 1).ToList();
        if (twice.Count > 0)
            throw new ArgumentException(
                string.Join(
                    " ",
                    twice.Select(g =>
                        $"The id '{g.Key}' belongs to several systems: {string.Join(", ", g.Select(s => s.GetType().FullName))}."
                    )
                )
            );
        this.systems = All.ToFrozenDictionary(s => s.Id);
    }

    /// <summary>All systems, by id.</summary>
    public IReadOnlyList<MlSystem> All { get; }

    /// <summary>The ids in one line, for errors.</summary>
    public string Ids => All.Count == 0 ? "none" : string.Join(", ", All.Select(s => s.Id));

    /// <summary>The system with this id, or null.</summary>
    public MlSystem? Find(string id) => systems.GetValueOrDefault(id);

    /// <exception cref="UsageException">There is no such system; the message lists those there are.</exception>
    public MlSystem Get(string id) => Find(id) ?? throw new UsageException($"No system '{id}'. There are: {Ids}.");

    /// <summary>The system a command is about where none is named: the configured one, or the only one.</summary>
    /// <exception cref="UsageException">There are several and none is configured, or there is none.</exception>
    public MlSystem Default(string? configured) =>
        configured is not null ? Get(configured)
        : All is [var only] ? only
        : throw new UsageException($"Name a system, or set Ninefold:System in appsettings.json. There are: {Ids}.");

    /// <summary>One of each public or internal class of an assembly that is a system and needs nothing to be made.</summary>
    public static IEnumerable<MlSystem> In(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(t =>
                t is { IsAbstract: false, ContainsGenericParameters: false }
                && t.IsAssignableTo(typeof(MlSystem))
                && t.GetConstructor(Type.EmptyTypes) is not null
            )
            .Select(t => (MlSystem)Activator.CreateInstance(t)!);
}
