using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;

namespace Ninefold;

/// <summary>
/// Step 7: a system that answers. Releases are swapped by one reference, so that a request keeps the one it began with;
/// where the champion's flow fails, the heuristic's release answers. Safe for concurrent use.
/// </summary>
public abstract class LiveSystem : IAsyncDisposable
{
    /// <summary>The system.</summary>
    public abstract MlSystem System { get; }

    /// <summary>The release that answers.</summary>
    public abstract string Release { get; }

    /// <summary>The parts of that release, of the system's own type.</summary>
    public abstract object Parts { get; }

    /// <summary>What keeps a challenger from being tried while the champion answers; null where nothing does.</summary>
    public abstract string? Problem { get; }

    /// <summary>What has happened since the server began.</summary>
    public abstract LiveStatistics Statistics { get; }

    /// <summary>Step 9: what is watched.</summary>
    public abstract LiveMonitors Monitors { get; }

    /// <summary>What people are to judge of the answers.</summary>
    public abstract LiveReviews Reviews { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">JSON of the system's request type.</param>
    /// <param name="explain">Whether stages describe what they returned.</param>
    /// <param name="cancellation">Cancelled when the caller goes away.</param>
    /// <exception cref="InvalidRequestException">The JSON is not a valid request; the exception holds all that is wrong.</exception>
    /// <exception cref="PredictionFailedException">The champion and the heuristic failed.</exception>
    public abstract ValueTask<Prediction> PredictAsync(
        ReadOnlyMemory<byte> request,
        bool explain,
        CancellationToken cancellation
    );

    /// <summary>Appends observations; returns when they are durable. Ids that are there already are counted, not stored again.</summary>
    /// <exception cref="InvalidObservationsException">One is invalid; none was stored.</exception>
    /// <exception cref="ObservationsNotStoredException">The disk is full or fails; none was stored.</exception>
    public abstract ValueTask<AppendResult> ObserveAsync(
        IReadOnlyList<Observation> observations,
        CancellationToken cancellation
    );

    /// <summary>What a subject did up to now, oldest first; empty for an unknown subject.</summary>
    /// <param name="view">The history.</param>
    /// <param name="subject">Who.</param>
    /// <param name="items">Numbers the items, as the release that answers does; what was done with others is left out.</param>
    /// <exception cref="KeyNotFoundException">The release that answers was trained without the history.</exception>
    public abstract ValueTask<ReadOnlyMemory<Interaction>> HistoryAsync(
        HistoryView view,
        string subject,
        Vocabulary items
    );

    /// <summary>Asks what it needs whether it is there, for a short time.</summary>
    /// <returns>As <see cref="Problem"/>, but as of now.</returns>
    public abstract ValueTask<string?> AskAsync();

    /// <summary>The values of views and entities as of one moment, from what happened strictly before it, in the order asked.</summary>
    /// <exception cref="KeyNotFoundException">The release that answers was trained without one of the views.</exception>
    public abstract ValueTask<IReadOnlyList<FeatureValues>> ReadAsync(
        IReadOnlyList<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    );

    /// <summary>When the latest observation happened that a view counts and this process knows of; null where there is none.</summary>
    public abstract DateTimeOffset? LatestOf(FeatureView view);

    /// <summary>Takes up what the registry says now: a new champion, a rollout that began or ended. One whose challenger cannot be loaded is aborted.</summary>
    public abstract Task RefreshAsync(CancellationToken cancellation);

    /// <summary>Evaluates the monitors and their alarms.</summary>
    public abstract Task WatchAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>An answer and how it came about.</summary>
/// <param name="RequestId">Outcomes that follow name it.</param>
/// <param name="System">The system.</param>
/// <param name="Release">The release that answered.</param>
/// <param name="Arm">The arm of the rollout: <c>champion</c> or <c>challenger</c>.</param>
/// <param name="Fallback">Whether the heuristic's release answered because the other failed.</param>
/// <param name="Answer">Of the system's answer type.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Trace">The stages, where the request asked for an explanation.</param>
public sealed record Prediction(
    string RequestId,
    string System,
    string Release,
    string Arm,
    bool Fallback,
    object Answer,
    double Milliseconds,
    IReadOnlyList<TraceSpan>? Trace
);

/// <summary>Counts and times since the server began.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="Failures">Requests that no release could answer.</param>
/// <param name="Fallbacks">Requests that the heuristic answered for another release.</param>
/// <param name="Observations">Observations stored.</param>
/// <param name="DroppedImpressions">Impressions that could not be logged.</param>
/// <param name="P50">Median milliseconds; 0 before the first request.</param>
/// <param name="P99">99th percentile.</param>
public sealed record LiveStatistics(
    long Requests,
    long Failures,
    long Fallbacks,
    long Observations,
    long DroppedImpressions,
    double P50,
    double P99
);

/// <summary>A request or an observation that cannot be taken.</summary>
/// <param name="errors">Everything that is wrong with it, each in one line.</param>
public sealed class InvalidRequestException(IReadOnlyList<string> errors) : Exception(string.Join(" ", errors))
{
    /// <summary>Everything that is wrong, each in one line.</summary>
    public IReadOnlyList<string> Errors => errors;
}

/// <summary>No release could answer.</summary>
public sealed class PredictionFailedException(string message, Exception inner) : Exception(message, inner);
