using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>
/// Puts rows of views in tiles that are older than the newest of their entity by more than the view's lateness into the
/// tiles, so that what Redis keeps does not grow with what happens.
/// </summary>
internal static class RedisFold
{
    private const int EntitiesAtOnce = 500;
    private const string Begun = "begun";

    /// <summary>
    /// Notes since when a view is there, and tells whether that is as long as its lateness: a Redis that began anew is given
    /// what every server's log has, and what is in tiles by then refuses what is older.
    /// </summary>
    public static async Task<bool> IsDueAsync(IDatabase database, RedisView view, DateTimeOffset now)
    {
        var moment = now.ToUnixTimeMilliseconds();
        await database.HashSetAsync(view.Taken, Begun, moment, When.NotExists).ConfigureAwait(false);
        var begun = (long)await database.HashGetAsync(view.Taken, Begun).ConfigureAwait(false);
        return moment - begun >= view.Plan!.Lateness;
    }

    /// <summary>Folds some entities of a view in tiles. What another server does to one of them meanwhile is left for the next time.</summary>
    public static async Task RunAsync(
        IDatabase database,
        RedisView view,
        IEnumerable<string> entities,
        CancellationToken cancellation
    )
    {
        foreach (var some in entities.Chunk(EntitiesAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(entity => FoldAsync(database, view, entity))).ConfigureAwait(false);
        }
    }

    private static async Task FoldAsync(IDatabase database, RedisView view, string entity)
    {
        var before = await view.ReadAsync(database, entity).ConfigureAwait(false);
        var log = new TiledLog(view.Plan!, before);
        log.Fold();
        var after = log.Copy();
        var folded = before.At.Length - after.At.Length;
        if (folded == 0)
            return;
        var bound = TiledLog.BoundOf(after.Tiles)!.Value;
        await database
            .ScriptEvaluateAsync(
                RedisRows.Fold,
                [view.KeyOf(entity), view.TilesOf(entity)],
                [
                    TiledLog.BoundOf(before.Tiles) is { } old ? old : RedisValue.EmptyString,
                    bound,
                    after.Tiles,
                    Window.LowerBound(before.At, bound),
                    folded,
                ]
            )
            .ConfigureAwait(false);
    }
}
