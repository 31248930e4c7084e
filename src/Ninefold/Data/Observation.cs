using System.Text.Json;

namespace Ninefold.Data;

/// <summary>
/// A fact that happened: a request, an impression, a prediction, an outcome. Observations are the only way back from
/// production into data; they are appended, never changed.
/// </summary>
public sealed record Observation
{
    /// <summary>Unique; a second observation with the same id is the same observation and is dropped. 1 to 128 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The system it belongs to, such as <c>video-recommendation</c>.</summary>
    public required string System { get; init; }

    /// <summary>What happened, in lower case: <c>impression</c>, <c>prediction</c>, <c>click</c>, <c>watch</c>, <c>rating</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The request it answers or follows from.</summary>
    public string? RequestId { get; init; }

    /// <summary>Who it is about: a user, a customer, a device.</summary>
    public string? Subject { get; init; }

    /// <summary>What it is about: a video, a product, a document.</summary>
    public string? Item { get; init; }

    /// <summary>Its size: a rating, seconds watched, an amount. Finite.</summary>
    public double? Value { get; init; }

    /// <summary>Of an impression: the place in the list, from 0.</summary>
    public int? Position { get; init; }

    /// <summary>Of an impression: the probability with which the flow showed this item at this place, in (0, 1].</summary>
    public double? Probability { get; init; }

    /// <summary>The release that answered.</summary>
    public string? Release { get; init; }

    /// <summary>The arm of the experiment that was running: <c>champion</c>, <c>challenger</c>, <c>shadow</c>.</summary>
    public string? Arm { get; init; }

    /// <summary>True where a past period is replayed rather than lived.</summary>
    public bool Replayed { get; init; }

    /// <summary>Anything more, such as the feature values that a prediction saw.</summary>
    public JsonElement? Data { get; init; }
}
