namespace Ninefold.Metrics.Online;

/// <summary>Sessions in which at least one request converted / sessions. In [0, 1].</summary>
public sealed class SessionSuccessRate : OnlineMetric
{
    /// <inheritdoc/>
    public override string Name => "session_success_rate";

    /// <inheritdoc/>
    public override Fraction Of(OnlineRequest request) => new(request.Converted ? 1 : 0, 1);

    /// <inheritdoc/>
    public override Fraction Of(IEnumerable<OnlineRequest> requests)
    {
        var sessions = requests.GroupBy(request => request.Session, StringComparer.Ordinal).ToArray();
        return new(sessions.Count(session => session.Any(request => request.Converted)), sessions.Length);
    }
}
