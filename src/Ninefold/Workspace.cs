using Ninefold.Data.Observations;
using Ninefold.Data.Storage;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;

namespace Ninefold;

/// <summary>The files of one home folder: metadata, artifacts, fetched data, observations.</summary>
public sealed class Workspace
{
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock of everything.</param>
    /// <exception cref="InvalidDataException">The home holds something else than a workspace.</exception>
    public Workspace(NinefoldOptions options, TimeProvider time)
    {
        (Options, Time) = (options, time);
        Database = new Database(Path.Combine(options.Home, "ninefold.db"));
        Artifacts = new ArtifactStore(Path.Combine(options.Home, "artifacts"));
        Releases = new ReleaseStore(Database, time);
        Runs = new RunStore(Database);
    }

    /// <summary>The settings.</summary>
    public NinefoldOptions Options { get; }

    /// <summary>The clock of everything.</summary>
    public TimeProvider Time { get; }

    /// <summary>The metadata.</summary>
    public Database Database { get; }

    /// <summary>Parts and step outputs, by content.</summary>
    public ArtifactStore Artifacts { get; }

    /// <summary>The registry of releases.</summary>
    public ReleaseStore Releases { get; }

    /// <summary>All runs.</summary>
    public RunStore Runs { get; }

    /// <summary>Where fetched data sets are kept.</summary>
    public string DataFolder => Path.Combine(Options.Home, "data");

    /// <summary>Where a system's observations are logged.</summary>
    public string ObservationFolder(string system) => Path.Combine(Options.Home, "observations", system);

    /// <summary>
    /// Keeps a second process from doing the same work in this home at the same time; dispose it to let go. A process
    /// that dies lets go as well.
    /// </summary>
    /// <exception cref="WorkspaceBusyException">Another process does it now.</exception>
    public IDisposable Lock(string work)
    {
        var path = Path.Combine(Options.Home, $"{work}.lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            return file;
        }
        catch (IOException e) when (WriterLock.IsSharingViolation(e))
        {
            throw new WorkspaceBusyException(
                $"Another process is working on {work} in '{Options.Home}'. Wait for it, stop it, or set NINEFOLD_HOME to another folder."
            );
        }
    }
}

/// <summary>Another process holds what is needed; the message says what and what can be done.</summary>
public sealed class WorkspaceBusyException(string message) : Exception(message);
