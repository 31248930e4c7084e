using Ninefold.Features.Views;

namespace Ninefold;

/// <summary>One release that answers requests apart from any server: nothing is logged or counted. Safe for concurrent use.</summary>
public abstract class ReleasePredictor
{
    /// <summary>The release.</summary>
    public abstract string Release { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">JSON of the system's request type.</param>
    /// <param name="explain">Whether stages describe what they returned.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidRequestException">The JSON is not a valid request; the exception holds all that is wrong.</exception>
    /// <exception cref="PredictionFailedException">The flow failed.</exception>
    public abstract ValueTask<Prediction> PredictAsync(
        ReadOnlyMemory<byte> request,
        bool explain,
        CancellationToken cancellation
    );

    /// <summary>
    /// The values of views and entities as of one moment, from what happened strictly before it, in the order asked. What
    /// could not count any more at the end of the release's training is missing.
    /// </summary>
    /// <exception cref="KeyNotFoundException">The release was trained without one of the views.</exception>
    public abstract ValueTask<IReadOnlyList<FeatureValues>> ReadAsync(
        IReadOnlyList<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    );
}
