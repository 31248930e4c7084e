namespace Ninefold.Metrics.Online;

/// <summary>What is known of one live request after its outcomes came in: all that online metrics read, and what
/// experiments group them by.</summary>
public sealed record OnlineRequest
{
    /// <summary>The request's id.</summary>
    public required string Id { get; init; }

    /// <summary>Who asked: the unit that an experiment assigns to an arm.</summary>
    public required string Subject { get; init; }

    /// <summary>The visit that the request belongs to; unique over subjects.</summary>
    public required string Session { get; init; }

    /// <summary>The arm of the experiment that answered, such as <c>champion</c>.</summary>
    public required string Arm { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many items were shown, at positions 0 to <c>Shown</c> − 1.</summary>
    public required int Shown { get; init; }

    /// <summary>The positions that were clicked, each once, in the order of their first click.</summary>
    public IReadOnlyList<int> Clicks { get; init; } = [];

    /// <summary>Whether it led to what the system is for: a purchase, a completed view, a booking.</summary>
    public bool Converted { get; init; }

    /// <summary>Seconds spent with what it showed; finite, at least 0.</summary>
    public double WatchSeconds { get; init; }

    /// <summary>How many of the items shown were hidden ("not interested").</summary>
    public int Hides { get; init; }

    /// <summary>How many of the items shown were reported as harmful.</summary>
    public int Reports { get; init; }
}
