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
    ValueTask AddAsync(IReadOnlyList<Observation> observations);

    /// <summary>The values of views and entities as of one moment, in the order asked.</summary>
    ValueTask<FeatureValues[]> ReadAsync(ReadOnlySpan<(FeatureView View, string Entity)> wanted, DateTimeOffset before);

    /// <summary>Takes up what the log has from <see cref="Position"/> on.</summary>
    Task FollowAsync(ObservationReader log, CancellationToken cancellation);

    /// <summary>Makes what was taken up durable, where it is not already.</summary>
    Task SaveAsync(CancellationToken cancellation);
}
