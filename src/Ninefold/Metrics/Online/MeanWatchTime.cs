namespace Ninefold.Metrics.Online;

/// <summary>Seconds spent with what was shown / requests.</summary>
public sealed class MeanWatchTime : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "mean_watch_time";

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) => new(request.WatchSeconds, 1);
}
