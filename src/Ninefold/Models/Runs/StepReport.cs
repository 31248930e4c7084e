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
}
