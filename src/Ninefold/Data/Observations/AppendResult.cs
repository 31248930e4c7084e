namespace Ninefold.Data.Observations;

/// <summary>What an append did; every observation of the batch is durable.</summary>
/// <param name="Stored">How many were written.</param>
/// <param name="Duplicates">How many were in the log already, by their id, and were not written again.</param>
public readonly record struct AppendResult(int Stored, int Duplicates);
