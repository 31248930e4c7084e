namespace Ninefold.Data.Observations;

/// <summary>
/// Joins impressions with their outcomes as observations arrive, in any order within the allowed lateness. What comes out
/// does not depend on that order, and is what <see cref="Join"/> gives over the stored log.
/// </summary>
/// <remarks>
/// Arrivals wait until the watermark (the latest time seen, less the allowed lateness) has passed them, and are then
/// joined in the order of their time. Memory holds what lies within one window and one lateness. Not thread-safe.
/// </remarks>
public sealed class ImpressionJoiner
{
    private readonly ImpressionJoin join;
    private readonly TimeProvider time;
    private readonly PriorityQueue<Observation, Turn> waiting = new();
    private readonly Queue<OpenImpression> open = new(); // in the order of time
    private readonly Dictionary<Key, OpenImpression> latest = [];
    private DateTimeOffset watermark = DateTimeOffset.MinValue;

    /// <param name="join">Which outcomes belong to an impression.</param>
    /// <param name="time">The present: an observation from the future does not move the watermark past it.</param>
    /// <exception cref="ArgumentException">The settings are out of range; all errors are named.</exception>
    public ImpressionJoiner(ImpressionJoin join, TimeProvider time)
    {
        join.Validate();
        (this.join, this.time) = (join, time);
    }

    /// <summary>Impressions and outcomes that came after the watermark had passed them; they were not joined.</summary>
    public long Late { get; private set; }

    /// <summary>Outcomes that belong to no impression.</summary>
    public long Unmatched { get; private set; }

    /// <summary>Impressions with an open window, and arrivals that wait.</summary>
    public int Held => open.Count + waiting.Count;

    /// <summary>Joins what was stored, as it was known at a moment.</summary>
    /// <param name="observations">In any order; other kinds are passed over.</param>
    /// <param name="join">Which outcomes belong to an impression; nothing is late here.</param>
    /// <param name="asOf">What happened later is left out; a window that ends at or after it is open.</param>
    /// <returns>Every impression up to the moment once, in the order of time.</returns>
    public static IReadOnlyList<JoinedImpression> Join(
        IEnumerable<Observation> observations,
        ImpressionJoin join,
        DateTimeOffset asOf
    )
    {
        var joiner = new ImpressionJoiner(join, TimeProvider.System);
        foreach (var observation in observations)
            joiner.Wait(observation);
        return joiner.Complete(asOf);
    }

    /// <summary>Takes the next arrival.</summary>
    /// <returns>The impressions whose window is now over, in the order of time; each is returned once.</returns>
    public IReadOnlyList<JoinedImpression> Add(Observation observation)
    {
        if (!Wait(observation))
            return [];
        var now = time.GetUtcNow();
        return AdvanceTo((observation.At < now ? observation.At : now) - join.AllowedLateness);
    }

    /// <summary>Moves the watermark where no arrival does: call it now and then on a quiet stream.</summary>
    /// <param name="moment">Nothing from before it is expected any more; one before the watermark changes nothing.</param>
    /// <returns>The impressions whose window is now over, in the order of time.</returns>
    public IReadOnlyList<JoinedImpression> AdvanceTo(DateTimeOffset moment)
    {
        var closed = new List<JoinedImpression>();
        if (moment <= watermark)
            return closed;
        watermark = moment;
        while (waiting.TryPeek(out var next, out _) && next.At < watermark)
        {
            Close(next.At, closed);
            Attach(waiting.Dequeue());
        }
        Close(watermark, closed);
        return closed;
    }

    /// <summary>Ends the stream.</summary>
    /// <param name="asOf">Nothing is expected from before it, and what happened after it is left out.</param>
    /// <returns>The impressions not returned yet, in the order of time: closed ones, and those with an open window.</returns>
    public IReadOnlyList<JoinedImpression> Complete(DateTimeOffset asOf)
    {
        var rest = new List<JoinedImpression>(AdvanceTo(asOf));
        while (waiting.TryPeek(out var next, out _) && next.At <= asOf)
            Attach(waiting.Dequeue());
        rest.AddRange(open.Select(impression => Labelled(impression, isClosed: false)));
        waiting.Clear();
        open.Clear();
        latest.Clear();
        return rest;
    }

    /// <returns>False where it is of no use: of another kind, or late.</returns>
    private bool Wait(Observation observation)
    {
        var isOutcome = join.Outcomes.Contains(observation.Kind);
        if (!isOutcome && observation.Kind != join.Impressions)
            return false;
        if (observation.At < watermark)
        {
            Late++;
            return false;
        }
        waiting.Enqueue(observation, new(observation.At, isOutcome, observation.Id));
        return true;
    }

    private void Attach(Observation observation)
    {
        if (observation.Kind == join.Impressions)
        {
            var impression = new OpenImpression(observation);
            open.Enqueue(impression);
            foreach (var key in KeysOf(observation))
                latest[key] = impression;
        }
        else if (KeysOf(observation) is [var key, ..] && latest.TryGetValue(key, out var impression))
            impression.Outcomes.Add(observation);
        else
            Unmatched++;
    }

    /// <summary>Closes the windows that ended before a moment.</summary>
    private void Close(DateTimeOffset moment, List<JoinedImpression> closed)
    {
        while (open.TryPeek(out var impression) && impression.Shown.At + join.Window < moment)
        {
            open.Dequeue();
            foreach (var key in KeysOf(impression.Shown))
                if (latest.GetValueOrDefault(key) == impression)
                    latest.Remove(key);
            closed.Add(Labelled(impression, isClosed: true));
        }
    }

    private JoinedImpression Labelled(OpenImpression impression, bool isClosed) =>
        impression.Outcomes.Find(join.IsSuccess) is { } success
            ? new(impression.Shown, impression.Outcomes, ImpressionLabel.Positive, success.At)
        : isClosed
            ? new(impression.Shown, impression.Outcomes, ImpressionLabel.Negative, impression.Shown.At + join.Window)
        : new(impression.Shown, impression.Outcomes, ImpressionLabel.NotKnownYet, KnownAt: null);

    /// <summary>The keys an impression can be found by; an outcome looks under its first.</summary>
    private static Key[] KeysOf(Observation o) =>
        (o.RequestId, o.Subject) switch
        {
            ({ } request, { } subject) => [new(o.System, true, request, o.Item), new(o.System, false, subject, o.Item)],
            ({ } request, null) => [new(o.System, true, request, o.Item)],
            (null, { } subject) => [new(o.System, false, subject, o.Item)],
            _ => [],
        };

    private readonly record struct Key(string System, bool IsRequest, string RequestOrSubject, string? Item);

    /// <summary>By time; at the same moment impressions come first, since an outcome may follow at once.</summary>
    private readonly record struct Turn(DateTimeOffset At, bool IsOutcome, string Id) : IComparable<Turn>
    {
        public int CompareTo(Turn other) =>
            At != other.At ? At.CompareTo(other.At)
            : IsOutcome != other.IsOutcome ? IsOutcome.CompareTo(other.IsOutcome)
            : string.CompareOrdinal(Id, other.Id);
    }

    private sealed class OpenImpression(Observation shown)
    {
        public Observation Shown => shown;

        public List<Observation> Outcomes { get; } = [];
    }
}
