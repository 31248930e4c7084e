namespace Ninefold.Metrics;

/// <summary>By how much a candidate differs from a baseline on the same cases.</summary>
/// <param name="Value">The candidate's value minus the baseline's, in the metric's unit.</param>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
/// <param name="HigherIsBetter">The metric's direction.</param>
public sealed record PairedDifference(double Value, double Low, double High, bool HigherIsBetter)
{
    /// <summary>Whether the candidate is better by more than the noise: the whole interval is on the good side of 0.</summary>
    public bool Better => HigherIsBetter ? Low > 0 : High < 0;

    /// <summary>Whether the candidate is worse by more than the noise: the whole interval is on the bad side of 0.</summary>
    public bool Worse => HigherIsBetter ? High < 0 : Low > 0;
}
