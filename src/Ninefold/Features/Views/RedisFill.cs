using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>
/// Takes pasts up into Redis, and notes how far that is. A note is only written over the one that was seen before, so that
/// a Redis that lost everything half-way is not taken for whole.
/// </summary>
internal static class RedisFill
{
    private const int EntitiesAtOnce = 500;
    private const string Whole = "all";

    /// <summary>Moves a note on where it is what was seen, and all of the others needed are whole.</summary>
    private const string Advance = """
        if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
        for i = 4, #ARGV do if redis.call('HGET', KEYS[1], ARGV[i]) ~= 'all' then return 0 end end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
        return 1
        """;

    /// <summary>The field that tells how many entities of a past are there.</summary>
    public static string Field(string fingerprint) => $"past:{fingerprint}";

    /// <summary>Takes a past up, from where it was left.</summary>
    /// <returns>False where it was there already.</returns>
    /// <exception cref="RedisException">Redis is away, or lost what it had.</exception>
    public static async Task<bool> RunAsync(
        IDatabase database,
        RedisView view,
        string fingerprint,
        ViewPast past,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        var field = Field(fingerprint);
        if (await database.HashGetAsync(view.Taken, field).ConfigureAwait(false) == Whole)
            return false;
        var done = (int)await BeginAsync(database, view, field).ConfigureAwait(false);
        while (done < past.Entities.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = Math.Min(past.Entities.Count, done + EntitiesAtOnce);
            var writes = Enumerable
                .Range(done, next - done)
                .SelectMany(entity => view.Add(database, past.Entities[entity], past.Columns(entity)));
            await Task.WhenAll(writes).ConfigureAwait(false);
            await AdvanceAsync(database, view, field, done, next, []).ConfigureAwait(false);
            done = next;
            progress?.Report((double)done / past.Entities.Count);
        }
        await AdvanceAsync(database, view, field, done, Whole, []).ConfigureAwait(false);
        return true;
    }

    /// <summary>What a note says, 0 where there is none: then one is written before anything else is.</summary>
    public static async Task<long> BeginAsync(IDatabase database, RedisView view, string field)
    {
        await database.HashSetAsync(view.Taken, field, 0, When.NotExists).ConfigureAwait(false);
        return (long)await database.HashGetAsync(view.Taken, field).ConfigureAwait(false);
    }

    /// <summary>Moves a note on.</summary>
    /// <exception cref="RedisException">It is not what was seen, or another past is not whole.</exception>
    public static async Task AdvanceAsync(
        IDatabase database,
        RedisView view,
        string field,
        RedisValue from,
        RedisValue to,
        IReadOnlyList<string> needed
    )
    {
        RedisValue[] arguments = [field, from, to, .. needed.Select(n => (RedisValue)n)];
        var moved = await database.ScriptEvaluateAsync(Advance, [view.Taken], arguments).ConfigureAwait(false);
        if ((long)moved == 0)
            throw new RedisException("it lost what it had, or another server takes up the same");
    }
}
