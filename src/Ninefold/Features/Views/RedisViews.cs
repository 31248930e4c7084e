using Ninefold.Data;
using Ninefold.Data.Observations;
using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>
/// Views in Redis, which several servers may share. Every read is bounded; where Redis is away, slow or has lost what it
/// had, what this process last knew is read and marked as stale, and what Redis misses is taken up from the log again.
/// </summary>
/// <remarks>
/// A view's version has a hash <c>ninefold:SYSTEM:VIEW:VERSION:taken</c> with the position in each log before which all is
/// there, and how many entities of each past are. Whoever reads asks for the position as well: where it is missing or has
/// gone back, Redis was restarted and does not have all.
/// </remarks>
internal sealed class RedisViews : IViewStore, IAsyncDisposable
{
    /// <summary>After a failure, Redis is left alone for so long: a call must not wait for what just did not come.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    /// <summary>Pasts of a view that a Redis that lost them is given again: those of the latest releases.</summary>
    private const int MostPasts = 4;

    /// <summary>So many observations share the time that a write may take.</summary>
    private const int WrittenAtOnce = 200;

    /// <summary>So long is waited for whether it is there at all.</summary>
    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(250);

    private readonly RedisSettings settings;
    private readonly TimeProvider time;
    private readonly ConnectionMultiplexer redis;
    private readonly Dictionary<string, RedisView> views;
    private volatile IReadOnlyList<(RedisView View, string Fingerprint, ViewPast Past)> pasts = [];
    private readonly SemaphoreSlim following = new(1, 1);
    private long failures;
    private long restUntil;
    private long behindSince; // Unix milliseconds; 0 where nothing is missing

    private RedisViews(
        IReadOnlyList<FeatureView> served,
        RedisSettings settings,
        TimeProvider time,
        ConnectionMultiplexer redis
    )
    {
        (this.settings, this.time, this.redis) = (settings, time, redis);
        var log = $"log:{settings.LogName()}";
        views = served.ToDictionary(v => v.Name, v => new RedisView(v, settings.System, log));
    }

    public string? Problem { get; private set; }

    public long Position => views.Values.Min(v => v.Position) ?? 0;

    private IDatabase Database => redis.GetDatabase();

    private bool Rests => time.GetTimestamp() < Interlocked.Read(ref restUntil);

    /// <summary>Connects, or goes on trying where Redis is away.</summary>
    public static async Task<RedisViews> OpenAsync(
        IReadOnlyList<FeatureView> served,
        RedisSettings settings,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        FeatureView.Check(served);
        var redis = await ConnectionMultiplexer
            .ConnectAsync(settings.Connection)
            .WaitAsync(cancellation)
            .ConfigureAwait(false);
        return new(served, settings, time, redis);
    }

    public async Task<bool> FillAsync(
        FeatureView view,
        string fingerprint,
        Func<ViewPast> past,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        var served = views[view.Name];
        if (pasts.Any(p => p.View == served && p.Fingerprint == fingerprint))
            return false;
        var loaded = past(); // also where Redis has it: it is what is read while Redis is away
        loaded.Require(view);
        served.Known.Fill(loaded);
        var older = pasts.Where(p => p.View == served).SkipLast(MostPasts - 1).ToHashSet(); // of releases long gone
        pasts = [.. pasts.Where(p => !older.Contains(p)), (served, fingerprint, loaded)];
        try
        {
            return await RedisFill
                .RunAsync(Database, served, fingerprint, loaded, progress, cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            FallBehind(e);
            return true;
        }
    }

    public DateTimeOffset? Latest(FeatureView view) => views.GetValueOrDefault(view.Name)?.Known.Latest;

    public async ValueTask<int> AddAsync(IReadOnlyList<Observation> observations)
    {
        var refused = 0;
        try
        {
            if (Rests)
                throw new TimeoutException("Redis is left alone for a moment");
            foreach (var some in observations.Chunk(WrittenAtOnce))
                refused += await WriteAsync(Counted(some)).WaitAsync(settings.Within).ConfigureAwait(false);
            Keep(observations, isMissing: false);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            FallBehind(e, rests: e is RedisException);
            Keep(observations, isMissing: true);
        }
        return refused;
    }

    private async ValueTask<FeatureValues[]> ReadAsync(
        ReadOnlyMemory<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    )
    {
        var asked = new (RedisView View, string Entity)[wanted.Length];
        for (var i = 0; i < asked.Length; i++)
            asked[i] = (Of(wanted.Span[i].View.Name), wanted.Span[i].Entity);
        var logs = await LogsAsync(asked).ConfigureAwait(false);
        var (moment, read) = (before.ToUnixTimeMilliseconds(), new FeatureValues[asked.Length]);
        for (var i = 0; i < read.Length; i++)
        {
            var (view, entity) = (asked[i].View.View, asked[i].Entity);
            var values = new double[view.Windows.Count * view.Aggregates.Count];
            read[i] = new(view, entity, values, logs[i].Log.Read(view, moment, values), logs[i].Stale);
        }
        return read;
    }

    public ValueTask<FeatureValues[]> ReadAsync(
        ReadOnlySpan<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    ) => ReadAsync(wanted.ToArray().AsMemory(), before);

    public async ValueTask<HistoryRead> ReadAsync(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    )
    {
        var (log, stale) = (await LogsAsync([(Of(view.Name), subject)]).ConfigureAwait(false))[0];
        return new(log.Read(items, before.ToUnixTimeMilliseconds()), stale);
    }

    public async Task<int> FollowAsync(ObservationReader log, CancellationToken cancellation)
    {
        var (refused, touched) = (0, new HashSet<(RedisView View, string Entity)>());
        await following.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var seen = Interlocked.Read(ref failures); // what fails from here on may not be in the log yet
            var taken = pasts;
            foreach (var (view, fingerprint, past) in taken)
                await RedisFill.RunAsync(Database, view, fingerprint, past, null, cancellation).ConfigureAwait(false);
            var needed = taken.ToLookup(p => p.View, p => RedisFill.Field(p.Fingerprint));
            foreach (var view in views.Values)
                view.Reached = await RedisFill.BeginAsync(Database, view, view.Log).ConfigureAwait(false);
            var from = views.Values.Min(v => v.Reached);
            var kinds = views.Values.SelectMany(v => v.View.Kinds).ToHashSet();
            var tail = LogTail.ReadAsync(log, from, kinds, cancellation);
            await foreach (var (observations, next) in tail.ConfigureAwait(false))
            {
                var rows = Counted(observations);
                refused += await WriteAsync(rows).ConfigureAwait(false);
                touched.UnionWith(rows.Keys.Where(k => k.View.Plan is not null));
                foreach (var view in views.Values.Where(v => v.Reached < next))
                {
                    await RedisFill
                        .AdvanceAsync(Database, view, view.Log, view.Reached, next, [.. needed[view]])
                        .ConfigureAwait(false);
                    view.Reached = next;
                }
            }
            foreach (var view in views.Values)
                view.Position = view.Reached;
            foreach (var some in touched.GroupBy(t => t.View, t => t.Entity)) // only now: what is older is there
                if (await RedisFold.IsDueAsync(Database, some.Key, time.GetUtcNow()).ConfigureAwait(false))
                    await RedisFold.RunAsync(Database, some.Key, some, cancellation).ConfigureAwait(false);
            Interlocked.Exchange(ref restUntil, 0);
            if (Interlocked.Read(ref failures) == seen)
            {
                Interlocked.Exchange(ref behindSince, 0);
                Problem = null;
            }
        }
        catch (Exception e) when (IsTrouble(e))
        {
            FallBehind(e);
        }
        finally
        {
            following.Release();
        }
        return refused;
    }

    public async ValueTask<string?> AskAsync()
    {
        if (Problem is { } known)
            return known;
        try
        {
            await Database.PingAsync().WaitAsync(Asked).ConfigureAwait(false);
            return Problem;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            return Describe(e);
        }
    }

    /// <summary>Redis keeps what it has by its own settings.</summary>
    public Task SaveAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await redis.DisposeAsync().ConfigureAwait(false);
        following.Dispose();
    }

    private static bool IsTrouble(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    /// <summary>What is known of entities, and for how long observations of them may be missing.</summary>
    private async ValueTask<(EntityLog Log, TimeSpan? Stale)[]> LogsAsync((RedisView View, string Entity)[] wanted)
    {
        var positions = new Dictionary<RedisView, Task<RedisValue>>();
        var kept = new Task<EntityColumns>[wanted.Length];
        var isThere = false;
        try
        {
            if (!Rests)
            {
                var database = Database;
                foreach (var (view, _) in wanted)
                    if (!positions.ContainsKey(view))
                        positions[view] = database.HashGetAsync(view.Taken, view.Log);
                for (var i = 0; i < wanted.Length; i++)
                    kept[i] = wanted[i].View.ReadAsync(database, wanted[i].Entity);
                await Task.WhenAll([.. positions.Values, .. kept]).WaitAsync(settings.Within).ConfigureAwait(false);
                isThere = true;
            }
        }
        catch (Exception e) when (IsTrouble(e))
        {
            FallBehind(e);
        }
        var now = time.GetUtcNow();
        // Asked for last: what was added meanwhile, and did not get through, is not in the rows.
        DateTimeOffset? since = Interlocked.Read(ref behindSince) is > 0 and var behind
            ? DateTimeOffset.FromUnixTimeMilliseconds(behind)
            : null;
        var read = new (EntityLog Log, TimeSpan? Stale)[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            var (view, entity) = wanted[i];
            if (isThere && view.IsWhole(positions[view].Result))
            {
                var log = view.Known.Keep(entity, kept[i].Result, since ?? now, since is not null);
                read[i] = (log, since is { } late ? now - late : null);
                continue;
            }
            if (isThere)
                FallBehind(new RedisException("it was restarted and does not have all that it had"));
            var (last, at) = view.Known.Of(entity);
            read[i] = (last, now > at ? now - at : TimeSpan.Zero);
        }
        return read;
    }

    private RedisView Of(string name) =>
        views.TryGetValue(name, out var served)
            ? served
            : throw new InvalidOperationException($"The view '{name}' is none of the system's.");

    /// <summary>The rows of observations where they count.</summary>
    private Dictionary<(RedisView View, string Entity), List<EntityRow>> Counted(
        IReadOnlyList<Observation> observations
    )
    {
        var sets = new Dictionary<(RedisView View, string Entity), List<EntityRow>>();
        foreach (var observation in observations)
        foreach (var view in views.Values)
            if (view.View.Counts(observation, out var entity, out var counterpart))
            {
                if (!sets.TryGetValue((view, entity), out var rows))
                    sets[(view, entity)] = rows = [];
                rows.Add(view.View.RowOf(observation, counterpart));
            }
        return sets;
    }

    /// <summary>Writes rows, all at once.</summary>
    /// <returns>How many different ones were refused.</returns>
    private async Task<int> WriteAsync(Dictionary<(RedisView View, string Entity), List<EntityRow>> sets)
    {
        var database = Database;
        var answers = await Task.WhenAll(sets.SelectMany(s => s.Key.View.Add(database, s.Key.Entity, s.Value)))
            .ConfigureAwait(false);
        return answers
            .Where(a => !a.IsNull)
            .SelectMany(a => (RedisValue[])a!)
            .Select(member => RedisRows.IdOf(member))
            .Distinct()
            .Count();
    }

    private void Keep(IReadOnlyList<Observation> observations, bool isMissing)
    {
        foreach (var ((view, entity), rows) in Counted(observations))
        foreach (var row in rows)
            view.Known.Add(entity, row, isMissing);
    }

    private void FallBehind(Exception why, bool rests = true)
    {
        Interlocked.Increment(ref failures);
        Interlocked.CompareExchange(ref behindSince, time.GetUtcNow().ToUnixTimeMilliseconds(), 0);
        Problem = Describe(why);
        if (rests && !Rests)
            Interlocked.Exchange(
                ref restUntil,
                time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency)
            );
    }

    private string Describe(Exception why) =>
        $"Redis at {settings.Address} did not answer whole ({why.Message.Split('\n')[0].TrimEnd('.')}). Views are read as last known; what Redis misses is taken up again from the log.";
}
