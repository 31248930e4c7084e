namespace Ninefold.Data;

/// <summary>What is known of a data set once it has been read.</summary>
/// <param name="Id">The catalogue's id, such as <c>movielens-small-2016</c>.</param>
/// <param name="Source">Where this copy came from, in words.</param>
/// <param name="Rows">How many rows were read.</param>
/// <param name="Sha256">The hash of the content read, lower-case hex.</param>
/// <param name="Simulated">True where a simulator made it.</param>
public sealed record DatasetInfo(string Id, string Source, long Rows, string Sha256, bool Simulated = false)
{
    /// <summary>How its rows were chosen; null where nobody has stated it, which every run warns of.</summary>
    public SampleOrigin? Sample { get; init; }
}

/// <summary>What training may see: it never holds a test case.</summary>
/// <param name="Train">Rungs are fitted on these.</param>
/// <param name="Validation">Rungs are chosen on these.</param>
public sealed record Past<TRequest, TOutcome>(
    IReadOnlyList<Case<TRequest, TOutcome>> Train,
    IReadOnlyList<Case<TRequest, TOutcome>> Validation
);

/// <summary>The cases of a system, split.</summary>
/// <param name="Info">Where they come from.</param>
/// <param name="Past">For training and choosing.</param>
/// <param name="Test">For the one evaluation that is reported.</param>
/// <param name="Rehearsal">A real period after the test period, replayed as traffic for rollout and monitoring.</param>
/// <param name="Split">The protocol of the split in one sentence, with what it does not protect from.</param>
public sealed record Dataset<TRequest, TOutcome>(
    DatasetInfo Info,
    Past<TRequest, TOutcome> Past,
    IReadOnlyList<Case<TRequest, TOutcome>> Test,
    IReadOnlyList<Case<TRequest, TOutcome>> Rehearsal,
    string Split
)
{
    /// <summary>What was verified and what the columns hold, line by line.</summary>
    public IReadOnlyList<string> Report { get; init; } = [];
}
