namespace Ninefold.Data.Labelling;

/// <summary>What is known of a thing's label.</summary>
public enum LabelState
{
    /// <summary>No label has come and there is still time for one: not a negative example.</summary>
    NotKnownYet,

    /// <summary>A label said so, or the time for one passed.</summary>
    Negative,

    /// <summary>A label said so.</summary>
    Positive,
}

/// <summary>Something that was scored, with the label it has.</summary>
/// <param name="Scored">What was scored.</param>
/// <param name="State">What is known.</param>
/// <param name="Label">The label that decided, the latest of several; null where none has come.</param>
/// <param name="KnownAt">
/// When the state was known, at or after the scoring: at the label, or at the end of the wait; null while it is not.
/// </param>
public sealed record DelayedLabel(Observation Scored, LabelState State, Observation? Label, DateTimeOffset? KnownAt);
