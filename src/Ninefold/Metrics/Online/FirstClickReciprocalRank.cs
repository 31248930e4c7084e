namespace Ninefold.Metrics.Online;

/// <summary>
/// 1 / the rank, from 1, of the item clicked first, averaged over the requests with a click; in (0, 1]. Requests without
/// a click are left out, so that it says how well lists are ordered and the click-through rate whether they are any good.
/// Radlinski, Kurup and Joachims (2008), "How does clickthrough data reflect retrieval quality?"
/// </summary>
public sealed class FirstClickReciprocalRank : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "first_click_reciprocal_rank";

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) =>
        request.Clicks.Count > 0 ? new(1.0 / (request.Clicks[0] + 1), 1) : default;
}
