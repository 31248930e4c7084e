using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Data.Observations;
using Ninefold.Experiments;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;

namespace Ninefold;

/// <summary>Runs one system: trains it, rehearses its releases, serves it.</summary>
public abstract class SystemEngine
{
    /// <summary>How requests and answers look on the wire: camel case, unknown fields refused, at most 32 levels deep.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            MaxDepth = 32,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

    /// <summary>The system.</summary>
    public abstract MlSystem System { get; }

    /// <summary>What requests are read into.</summary>
    public abstract Type RequestType { get; }

    /// <summary>What answers are written from.</summary>
    public abstract Type AnswerType { get; }

    /// <summary>The names of the system's metrics, the one that counts first.</summary>
    public abstract IReadOnlyList<string> MetricNames { get; }

    /// <summary>Steps 4 to 6. A learned release that misses a quality requirement is stored, but does not become the challenger.</summary>
    /// <exception cref="WorkspaceBusyException">Another process trains this system in this home.</exception>
    public abstract Task<RunReport> TrainAsync(IRunLog log, CancellationToken cancellation);

    /// <summary>
    /// Does a finished run again from its record, with its seed, data and observations, and with nothing that was kept of it. Its
    /// releases go with the folder in which it is done. The code is that of now; where it has changed, that is told as a difference.
    /// </summary>
    /// <param name="run">A run of this system in this home.</param>
    /// <param name="log">Told the progress.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceBusyException">Another process repeats this run.</exception>
    public abstract Task<RepeatReport> RepeatAsync(RunReport run, IRunLog log, CancellationToken cancellation);

    /// <summary>
    /// Replays what the system's views are filled with through the state that serves, computes the same values from files, and
    /// counts the differences. What lived predictions saw is compared as well.
    /// </summary>
    /// <param name="every">Of the observations, each how-many-th is sampled; at least 1.</param>
    /// <returns>One a view, and one more where predictions saw it; empty where the system has none.</returns>
    public abstract Task<IReadOnlyList<ConsistencyReport>> CheckFeaturesAsync(
        int every,
        IRunLog log,
        CancellationToken cancellation
    );

    /// <summary>
    /// Back-fills the views that serve: with what the releases had seen, and with files of observations, which are
    /// appended to the log. What is there already is passed over, so that it may be stopped and run again.
    /// </summary>
    /// <param name="view">The only view to fill, and to take observations for; null fills all.</param>
    /// <param name="files">Parquet as <see cref="ObservationParquet"/> writes it, or <c>.jsonl</c> with one observation a line.</param>
    /// <param name="log">Told the progress.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">A file holds something else.</exception>
    /// <exception cref="ObservationLogInUseException">A server has the log; push to it instead.</exception>
    public abstract Task<IReadOnlyList<Materialized>> MaterializeAsync(
        string? view,
        IReadOnlyList<string> files,
        IRunLog log,
        CancellationToken cancellation
    );

    /// <summary>
    /// Step 8 on a replay of the rehearsal period: the challenger goes through shadow, canary and A/B against the
    /// champion. A rehearsal that was stopped begins again; one that is over is reported again.
    /// </summary>
    /// <exception cref="WorkspaceBusyException">Another process rehearses this system in this home.</exception>
    /// <exception cref="RolloutConflictException">A rollout on lived traffic still runs.</exception>
    public abstract Task<RehearsalReport> RehearseAsync(IRunLog log, CancellationToken cancellation);

    /// <summary>Step 7. Loads the champion, or the heuristic's release where there is no champion yet, and answers.</summary>
    /// <exception cref="KeyNotFoundException">Nothing was trained yet.</exception>
    /// <exception cref="InvalidDataException">A part was damaged or swapped.</exception>
    public abstract Task<LiveSystem> ServeAsync(CancellationToken cancellation);

    /// <summary>Loads one release to answer apart from any server, such as over a file of requests.</summary>
    /// <param name="release">An id, the beginning of one, or an alias.</param>
    /// <exception cref="KeyNotFoundException">There is no such release.</exception>
    /// <exception cref="InvalidDataException">A part was damaged or swapped.</exception>
    public abstract Task<ReleasePredictor> LoadAsync(string release, CancellationToken cancellation);

    /// <summary>Loads one part of a release, whatever has become of the others.</summary>
    /// <exception cref="InvalidDataException">It was damaged or swapped, or is of other code.</exception>
    internal abstract object? LoadPart(Release release, string part);
}

/// <summary>What became of one source of a back-fill.</summary>
/// <param name="Source">The file, or <c>VIEW of release ID</c>.</param>
/// <param name="Observations">How many it holds that count.</param>
/// <param name="Added">How many of them were new.</param>
/// <param name="Skipped">How many were there already.</param>
/// <param name="Refused">
/// How many of those added a view never counts: they came later than its lateness after a newer one of the same entity, and
/// what it keeps of that time are tiles.
/// </param>
public sealed record Materialized(string Source, long Observations, long Added, long Skipped, long Refused = 0);
