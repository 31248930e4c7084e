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

    public async ValueTask AddAsync(IReadOnlyList<Observation> observations)
    {
        try
        {
            if (Rests)
                throw new TimeoutException("Redis is left alone for a moment");
            foreach (var some in observations.Chunk(WrittenAtOnce))
                await WriteAsync(some).WaitAsync(settings.Within).ConfigureAwait(false);
            Keep(observations, isMissing: false);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            FallBehind(e, rests: e is RedisException);
            Keep(observations, isMissing: true);
        }
    }

    public ValueTask<FeatureValues[]> ReadAsync(
        ReadOnlySpan<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    ) => ReadAsync(wanted.ToArray(), before);

    public async Task FollowAsync(ObservationReader log, CancellationToken cancellation)
    {
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
                await WriteAsync(observations).ConfigureAwait(false);
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
    }

    /// <summary>Redis keeps what it has by its own settings.</summary>
    public Task SaveAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await redis.DisposeAsync().ConfigureAwait(false);
        following.Dispose();
    }

    private static bool IsTrouble(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    private async ValueTask<FeatureValues[]> ReadAsync(
        (FeatureView View, string Entity)[] wanted,
        DateTimeOffset before
    )
    {
        var (moment, read) = (before.ToUnixTimeMilliseconds(), new FeatureValues[wanted.Length]);
        var positions = new Dictionary<RedisView, Task<RedisValue>>();
        var rows = new Task<SortedSetEntry[]>[wanted.Length];
        var tiles = new Task<RedisValue>?[wanted.Length];
        var isThere = false;
        try
        {
            if (!Rests)
            {
                var database = Database;
                for (var i = 0; i < wanted.Length; i++)
                {
                    var view = Of(wanted[i].View);
                    if (!positions.ContainsKey(view))
                        positions[view] = database.HashGetAsync(view.Taken, view.Log);
                    var entity = view.Plan is null ? null : database.CreateTransaction(); // rows may move into tiles
                    // All of it: what is newer than the moment is worth keeping for the time when Redis is away.
                    rows[i] = (entity ?? (IDatabaseAsync)database).SortedSetRangeByRankWithScoresAsync(
                        view.KeyOf(wanted[i].Entity)
                    );
                    tiles[i] = entity?.HashGetAsync(view.TilesOf(wanted[i].Entity), "tiles");
                    _ = entity?.ExecuteAsync();
                }
                await Task.WhenAll([.. positions.Values, .. rows, .. tiles.OfType<Task>()])
                    .WaitAsync(settings.Within)
                    .ConfigureAwait(false);
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
        for (var i = 0; i < wanted.Length; i++)
        {
            var (view, entity) = (Of(wanted[i].View), wanted[i].Entity);
            if (isThere && view.IsWhole(positions[view].Result))
            {
                var kept = view.Known.Keep(
                    entity,
                    RedisRows.Read(rows[i].Result, tiles[i]?.Result),
                    since ?? now,
                    since is not null
                );
                read[i] = Values(view.View, entity, kept, moment, since is { } late ? now - late : null);
                continue;
            }
            if (isThere)
                FallBehind(new RedisException("it was restarted and does not have all that it had"));
            var (log, at) = view.Known.Of(entity);
            read[i] = Values(view.View, entity, log, moment, now > at ? now - at : TimeSpan.Zero);
        }
        return read;
    }

    private RedisView Of(FeatureView view) =>
        views.TryGetValue(view.Name, out var served)
            ? served
            : throw new InvalidOperationException($"The view '{view.Name}' is none of the system's.");

    private static FeatureValues Values(FeatureView view, string entity, EntityLog log, long moment, TimeSpan? stale)
    {
        var values = new double[view.Windows.Count * view.Aggregates.Count];
        return new(view, entity, values, log.Read(view, moment, values), stale);
    }

    /// <summary>Writes observations where they count, all at once.</summary>
    private Task WriteAsync(IReadOnlyList<Observation> observations)
    {
        var sets = new Dictionary<(RedisView View, string Entity), List<(RedisValue, RedisValue)>>();
        foreach (var observation in observations)
        foreach (var view in views.Values)
            if (view.View.Counts(observation, out var entity, out var counterpart))
            {
                if (!sets.TryGetValue((view, entity), out var rows))
                    sets[(view, entity)] = rows = [];
                rows.Add(RedisRows.Of(observation, counterpart));
            }
        var database = Database;
        return Task.WhenAll(sets.SelectMany(s => s.Key.View.Add(database, s.Key.Entity, s.Value)));
    }

    private void Keep(IReadOnlyList<Observation> observations, bool isMissing)
    {
        foreach (var observation in observations)
        foreach (var view in views.Values)
            if (view.View.Counts(observation, out var entity, out var counterpart))
                view.Known.Add(
                    entity,
                    observation.At.ToUnixTimeMilliseconds(),
                    observation.Value ?? 1,
                    ViewState.HashOf(counterpart),
                    ViewState.HashOf(observation.Id),
                    isMissing
                );
    }

    private void FallBehind(Exception why, bool rests = true)
    {
        Interlocked.Increment(ref failures);
        Interlocked.CompareExchange(ref behindSince, time.GetUtcNow().ToUnixTimeMilliseconds(), 0);
        Problem =
            $"Redis at {settings.Address} did not answer whole ({why.Message.Split('\n')[0].TrimEnd('.')}). Views are read as last known; what Redis misses is taken up again from the log.";
        if (rests && !Rests)
            Interlocked.Exchange(
                ref restUntil,
                time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency)
            );
    }
}
