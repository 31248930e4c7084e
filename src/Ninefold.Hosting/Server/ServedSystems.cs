using System.Collections.Frozen;

namespace Ninefold.Hosting.Server;

/// <summary>The systems of a server, by id.</summary>
internal sealed class ServedSystems(SystemCatalogue catalogue, Workspace workspace) : IAsyncDisposable
{
    private readonly FrozenDictionary<string, ServedSystem> systems = catalogue.All.ToFrozenDictionary(
        s => s.Id,
        s => new ServedSystem(s.Open(workspace), workspace)
    );

    public Workspace Workspace => workspace;

    /// <summary>All systems, by id.</summary>
    public IEnumerable<ServedSystem> All => catalogue.All.Select(s => systems[s.Id]);

    /// <summary>The ids in one line, for errors.</summary>
    public string Ids => catalogue.Ids;

    /// <summary>The system with this id, or null.</summary>
    public ServedSystem? Find(string id) => systems.GetValueOrDefault(id);

    public async ValueTask DisposeAsync()
    {
        foreach (var system in systems.Values)
            await system.DisposeAsync().ConfigureAwait(false);
    }
}
