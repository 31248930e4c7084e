namespace Ninefold.Metrics;

/// <summary>A metric has no value on these answers; the message says which metric and why.</summary>
public sealed class MetricUndefinedException(string metric, string reason)
    : Exception($"{metric} is undefined: {reason}.")
{
    /// <summary>The metric's name.</summary>
    public string Metric => metric;
}
