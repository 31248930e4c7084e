namespace Ninefold.Metrics;

/// <summary>A value with what the noise of the sample leaves open.</summary>
/// <param name="Value">The value over all answers, each counted once.</param>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
public sealed record Interval(double Value, double Low, double High);
