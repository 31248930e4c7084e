namespace Ninefold.Metrics.Online;

/// <summary>A named ratio over live requests; for an experiment's arms and for monitoring.</summary>
public abstract class OnlineMetric
{
    /// <summary>The field's name in lower case, such as <c>click_through_rate</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger value is better; false for hides and reports.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>What one request adds, taken by itself.</summary>
    public abstract Fraction Of(OnlineRequest request);

    /// <summary>
    /// What these requests add together; requests of one session must be given together. The fraction of all requests
    /// is the sum of the fractions of the subjects.
    /// </summary>
    public virtual Fraction Of(IEnumerable<OnlineRequest> requests) =>
        requests.Aggregate(default(Fraction), (sum, request) => sum + Of(request));

    /// <summary>The ratio over all requests.</summary>
    /// <exception cref="MetricUndefinedException">No request counts, or one has a value that is not finite.</exception>
    public double Value(IEnumerable<OnlineRequest> requests)
    {
        var (numerator, denominator) = Of(requests);
        if (denominator == 0)
            throw new MetricUndefinedException(Name, "no request counts towards it");
        return double.IsFinite(numerator)
            ? numerator / denominator
            : throw new MetricUndefinedException(Name, $"the requests sum up to {numerator}, which is not finite");
    }
}
