namespace Ninefold.Serving;

/// <summary>What a <see cref="VectorIndexTuner"/> picked.</summary>
/// <param name="Index">The index, ready, at its chosen width.</param>
/// <param name="Chosen">How it did.</param>
/// <param name="Reason">Why it was picked, in one sentence.</param>
/// <param name="Trials">How all kinds did.</param>
public sealed record TunedIndex(
    IVectorIndex Index,
    VectorIndexTrial Chosen,
    string Reason,
    IReadOnlyList<VectorIndexTrial> Trials
);

/// <summary>How one kind of index did.</summary>
/// <param name="Name">Of the kind.</param>
/// <param name="Index">The index.</param>
/// <param name="Width">The smallest at which it reached the recall on the choosing queries, or a little above.</param>
/// <param name="Recall">On the judging queries.</param>
/// <param name="Microseconds">A query.</param>
/// <param name="BytesPerVector">Of memory.</param>
/// <param name="Fault">Why it cannot be picked, or null.</param>
public sealed record VectorIndexTrial(
    string Name,
    IVectorIndex Index,
    int Width,
    double Recall,
    double Microseconds,
    double BytesPerVector,
    string? Fault
)
{
    /// <summary>Whether it can be picked.</summary>
    public bool Fits => Fault is null;
}
