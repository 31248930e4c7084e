namespace Ninefold.Monitoring;

/// <summary>The latest reading of something that alarms watch: a metric, a drift, a latency, a share of bad
/// data.</summary>
/// <param name="Name">Such as <c>ndcg@10</c>, <c>psi/amount</c> or <c>p99_seconds</c>.</param>
/// <param name="Value">Finite. A metric that has no value gives no signal.</param>
/// <param name="At">When it was read.</param>
public sealed record Signal(string Name, double Value, DateTimeOffset At);
