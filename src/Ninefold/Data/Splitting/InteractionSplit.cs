namespace Ninefold.Data.Splitting;

/// <summary>What a user did in a part, and all that the user had done before it.</summary>
/// <param name="User">The user's number.</param>
/// <param name="History">Everything before, oldest first; earlier parts included.</param>
/// <param name="Items">What was held out, oldest first; at least one.</param>
public sealed record HeldOut(int User, ReadOnlyMemory<Interaction> History, ReadOnlyMemory<Interaction> Items)
{
    /// <summary>When it began, Unix milliseconds: the history is strictly earlier.</summary>
    public long At => Items.Span[0].At;
}

/// <summary>Interactions in parts, over the same users and items.</summary>
/// <param name="Train">For fitting.</param>
/// <param name="Validation">For choosing.</param>
/// <param name="Test">For the one evaluation that is reported.</param>
/// <param name="Rehearsal">For replayed traffic.</param>
/// <param name="ValidationCases">The validation, a case a user.</param>
/// <param name="TestCases">The test, a case a user.</param>
/// <param name="RehearsalCases">The rehearsal, a case a user.</param>
/// <param name="Protocol">How it was split in one sentence, with what that does not protect from.</param>
public sealed record InteractionSplit(
    Interactions Train,
    Interactions Validation,
    Interactions Test,
    Interactions Rehearsal,
    IReadOnlyList<HeldOut> ValidationCases,
    IReadOnlyList<HeldOut> TestCases,
    IReadOnlyList<HeldOut> RehearsalCases,
    string Protocol
)
{
    /// <summary>The parts in order.</summary>
    internal IReadOnlyList<(string Name, Interactions Rows)> Parts =>
        [("training", Train), ("validation", Validation), ("test", Test), ("rehearsal", Rehearsal)];
}
