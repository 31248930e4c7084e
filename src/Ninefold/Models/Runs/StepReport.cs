namespace Ninefold.Models.Runs;

/// <summary>One step of a run.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Key">The hash of all it read.</param>
/// <param name="Seconds">How long it took when it was done.</param>
/// <param name="Reused">Whether an earlier run had done it.</param>
public sealed record StepReport(string Name, string Key, double Seconds, bool Reused)
{
    /// <summary>The most memory that the process held meanwhile, in bytes; null where an earlier run had done it.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>Of a replay in a run that trains on logged values: how many values were read as logged, of how many; else null.</summary>
    public LoggedShare? Logged { get; init; }
}

/// <summary>How many reads of views were of what a prediction saw when it was made; the others were computed anew.</summary>
/// <param name="Logged">Those of the log.</param>
/// <param name="All">All reads, one a view and entity.</param>
public sealed record LoggedShare(int Logged, int All)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Logged:N0} of {All:N0} reads as logged";
}
