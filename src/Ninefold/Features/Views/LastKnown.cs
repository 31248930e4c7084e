namespace Ninefold.Features.Views;

/// <summary>
/// What this process last knew of entities of a store that is elsewhere: a bounded number of them, and behind those what
/// the views had seen when the releases were trained. Safe for concurrent use.
/// </summary>
/// <param name="most">Of a view's entities, about twice as many are kept: the older half is forgotten when the newer is full.</param>
internal sealed class LastKnown(FeatureView view, int most = 10_000)
{
    private readonly Lock gate = new();
    private readonly TilePlan? plan = TilePlan.Of(view);
    private readonly long? keep = TilePlan.Of(view)?.Lateness ?? (long?)view.Keep?.TotalMilliseconds;
    private Dictionary<string, (EntityLog Log, DateTimeOffset At)> newer = [];
    private Dictionary<string, (EntityLog Log, DateTimeOffset At)> older = [];
    private ViewPast? past;
    private DateTimeOffset pastEnd;
    private DateTimeOffset? latest;

    /// <summary>When the latest observation happened that was filled in or added; null where there is none.</summary>
    public DateTimeOffset? Latest
    {
        get
        {
            lock (gate)
                return latest;
        }
    }

    /// <summary>Falls back to a past; the one that reaches furthest stays.</summary>
    public void Fill(ViewPast with)
    {
        var end =
            with.At.Length == 0 ? DateTimeOffset.UnixEpoch : DateTimeOffset.FromUnixTimeMilliseconds(with.At.Max());
        lock (gate)
            if (past is null || end > pastEnd)
                (past, pastEnd) = (with, end);
        if (with.At.Length > 0)
            Reach(end);
    }

    /// <summary>Keeps what was read.</summary>
    /// <param name="columns">The entity's observations.</param>
    /// <param name="merges">Whether to add it to what is known, some of which the store may not have yet.</param>
    /// <returns>What is known now.</returns>
    public EntityLog Keep(string entity, EntityColumns columns, DateTimeOffset at, bool merges)
    {
        var log = TilePlan.Log(plan, columns);
        lock (gate)
        {
            if (merges && Find(entity) is { } known)
                log.Take(known.Log.Copy(), keep);
            newer[entity] = (log, at);
            Age();
            return log;
        }
    }

    /// <summary>Adds an observation of an entity.</summary>
    /// <param name="isMissing">Whether the store may not have it: then it is kept though the entity was never read.</param>
    public void Add(string entity, EntityRow row, bool isMissing)
    {
        Reach(DateTimeOffset.FromUnixTimeMilliseconds(row.At));
        lock (gate)
        {
            if (Find(entity) is not { } known)
            {
                if (!isMissing)
                    return;
                newer[entity] = known = (FromPast(entity), pastEnd);
                Age();
            }
            known.Log.Add(row, keep);
        }
    }

    /// <summary>What is known of an entity, and when it was whole.</summary>
    public (EntityLog Log, DateTimeOffset At) Of(string entity)
    {
        lock (gate)
            return Find(entity) ?? (FromPast(entity), pastEnd);
    }

    private void Reach(DateTimeOffset moment)
    {
        lock (gate)
            latest = moment < latest ? latest : moment;
    }

    private (EntityLog Log, DateTimeOffset At)? Find(string entity) =>
        newer.TryGetValue(entity, out var known) || older.TryGetValue(entity, out known) ? known : null;

    private void Age()
    {
        if (newer.Count < most)
            return;
        (older, newer) = (newer, older);
        newer.Clear();
    }

    private EntityLog FromPast(string entity)
    {
        if (past is null)
            return TilePlan.Log(plan);
        var (low, high) = (0, past.Entities.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(past.Entities[middle], entity) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == past.Entities.Count || past.Entities[low] != entity)
            return TilePlan.Log(plan);
        return TilePlan.Log(plan, past.Columns(low));
    }
}
