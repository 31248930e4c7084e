using Ninefold.Data;

namespace Ninefold;

/// <summary>One item of an answer as it was shown, to be logged as a fact.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Position">Its place, from 0.</param>
/// <param name="Probability">How probable it was that the flow would show it there, in (0, 1].</param>
public sealed record Impression(string Item, int Position, double Probability)
{
    internal Observation ToObservation(
        string system,
        string requestId,
        DateTimeOffset at,
        string? subject,
        string release,
        string arm,
        bool replayed = false
    ) =>
        new()
        {
            Id = $"{requestId}:{Position}",
            System = system,
            Kind = "impression",
            At = at,
            RequestId = requestId,
            Subject = subject,
            Item = Item,
            Position = Position,
            Probability = Probability,
            Release = release,
            Arm = arm,
            Replayed = replayed,
        };
}
