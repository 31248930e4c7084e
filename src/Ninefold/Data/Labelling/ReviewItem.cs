using System.Text.Json;

namespace Ninefold.Data.Labelling;

/// <summary>An answer that a person is to judge.</summary>
/// <param name="System">The system that answered.</param>
/// <param name="RequestId">The request; unique within the system.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Subject">Who the label is about, or null.</param>
/// <param name="Item">What the label is about, or null.</param>
/// <param name="Score">The watched value that brought it here.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Answer">What was answered.</param>
public sealed record ReviewItem(
    string System,
    string RequestId,
    DateTimeOffset At,
    string? Subject,
    string? Item,
    double Score,
    JsonElement Request,
    JsonElement Answer
)
{
    /// <summary>How many people must agree; at least 1.</summary>
    public int Reviewers { get; init; } = 1;

    /// <summary>What was decided, the first decision first; a skip that was followed by a judgement is replaced by it.</summary>
    public IReadOnlyList<ReviewDecision> Decisions { get; init; } = [];

    /// <summary>What most found, once enough have judged and there is no tie; null while it is pending.</summary>
    public bool? IsPositive { get; init; }

    /// <summary>The label that the decisions come to: kind <c>label</c>, value 1 or 0, dated by the last decision.</summary>
    /// <exception cref="InvalidOperationException">It is still pending.</exception>
    internal Observation ToLabel() =>
        new()
        {
            Id = $"review:{RequestId}",
            System = System,
            Kind = "label",
            At = Decisions.Count > 0 ? Decisions[^1].At : At,
            RequestId = RequestId,
            Subject = Subject,
            Item = Item,
            Value = IsPositive switch
            {
                true => 1,
                false => 0,
                null => throw new InvalidOperationException($"The review of request '{RequestId}' is still pending."),
            },
        };
}
