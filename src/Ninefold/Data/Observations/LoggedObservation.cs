namespace Ninefold.Data.Observations;

/// <summary>An observation and its place in the log.</summary>
/// <param name="Observation">What was stored.</param>
/// <param name="Next">The position after it: who saves this and follows from it misses nothing and sees nothing twice.</param>
public readonly record struct LoggedObservation(Observation Observation, long Next);
