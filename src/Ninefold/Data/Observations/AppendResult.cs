namespace Ninefold.Data.Observations;

/// <summary>What an append did; every observation of the batch is durable.</summary>
/// <param name="Stored">How many were written.</param>
/// <param name="Duplicates">How many were in the log already, by their id, and were not written again.</param>
public readonly record struct AppendResult(int Stored, int Duplicates)
{
    /// <summary>
    /// Of what a live system stored, how many a view refused: they came later than its lateness after a newer one of the same
    /// entity, and what it keeps of that time are tiles. They are facts, but it never counts them.
    /// </summary>
    public int Refused { get; init; }
}
