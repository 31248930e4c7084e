namespace Ninefold.Metrics.Online;

/// <summary>Items hidden / items shown. In [0, 1], smaller is better.</summary>
public sealed class HideRate : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "hide_rate";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) => new(request.Hides, request.Shown);
}
