namespace Ninefold.Metrics.Online;

/// <summary>Requests that converted / requests. In [0, 1].</summary>
public sealed class ConversionRate : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "conversion_rate";

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) => new(request.Converted ? 1 : 0, 1);
}
