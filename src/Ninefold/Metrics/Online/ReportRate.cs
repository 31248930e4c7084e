namespace Ninefold.Metrics.Online;

/// <summary>Items reported as harmful / items shown. In [0, 1], smaller is better.</summary>
public sealed class ReportRate : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "report_rate";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) => new(request.Reports, request.Shown);
}
