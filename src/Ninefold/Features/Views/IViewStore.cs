using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Features.Views;

/// <summary>
/// What the views of one system know of every entity, shared by its releases: observations are facts, so that each counts
/// once however often and in whatever order it comes, within a view's lateness. The log of observations is the truth; what
/// a store missed or lost is taken up from it again. Safe for concurrent use.
/// </summary>
internal interface IViewStore
{
    /// <summary>What keeps its values from being whole, in one line; null where nothing does.</summary>
    string? Problem { get; }

    /// <summary>The position in the log before which all is taken up.</summary>
    long Position { get; }

    /// <summary>Takes up what a view had seen when a release was trained. What was killed half-way goes on.</summary>
    /// <param name="view">The view as it is served.</param>
    /// <param name="fingerprint">Of the past; one that was taken up before is not even loaded.</param>
    /// <param name="past">Loads it.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>False where it was taken up before.</returns>
    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    Task<bool> FillAsync(
        FeatureView view,
        string fingerprint,
        Func<ViewPast> past,
        IProgress<double>? progress,
        CancellationToken cancellation
    );

    /// <summary>Adds observations that the log has, where they count. One that does not get through is not lost.</summary>
    /// <returns>How many of them a view in tiles refused, since they came too late.</returns>
    ValueTask<int> AddAsync(IReadOnlyList<Observation> observations);

    /// <summary>The values of views and entities as of one moment, in the order asked.</summary>
    ValueTask<FeatureValues[]> ReadAsync(ReadOnlySpan<(FeatureView View, string Entity)> wanted, DateTimeOffset before);

    /// <summary>What a subject did with which of some items strictly before a moment.</summary>
    /// <exception cref="InvalidOperationException">The history was never filled.</exception>
    ValueTask<HistoryRead> ReadAsync(HistoryView view, string subject, Vocabulary items, DateTimeOffset before);

    /// <summary>When the latest observation happened that a view counts and this process knows of; null where there is none.</summary>
    DateTimeOffset? Latest(FeatureView view);

    /// <summary>Takes up what the log has from <see cref="Position"/> on.</summary>
    /// <returns>How many observations a view in tiles refused, since they came too late.</returns>
    Task<int> FollowAsync(ObservationReader log, CancellationToken cancellation);

    /// <summary>Asks whether it is there, for a short time.</summary>
    /// <returns>What keeps its values from being whole now; null where nothing does.</returns>
    ValueTask<string?> AskAsync();

    /// <summary>Makes what was taken up durable, where it is not already.</summary>
    Task SaveAsync(CancellationToken cancellation);
}

/// <summary>A history as it was read.</summary>
/// <param name="Rows">Oldest first; empty for an unknown subject.</param>
/// <param name="Stale">For how long observations may be missing; null where they are whole.</param>
internal readonly record struct HistoryRead(ReadOnlyMemory<Interaction> Rows, TimeSpan? Stale);
