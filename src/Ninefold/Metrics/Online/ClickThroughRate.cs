namespace Ninefold.Metrics.Online;

/// <summary>Clicked items / items shown. In [0, 1].</summary>
public sealed class ClickThroughRate : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "click_through_rate";

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) => new(request.Clicks.Count, request.Shown);
}
