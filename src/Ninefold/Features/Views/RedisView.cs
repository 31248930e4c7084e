using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>A view in Redis: its keys, how far it is taken up, and what was last known of it.</summary>
internal sealed class RedisView(FeatureView view, string system, string log)
{
    private readonly string prefix = $"ninefold:{system}:{view.Name}:{view.Version}";
    private readonly RedisValue keep = view.Keep is { } reach ? (long)reach.TotalMilliseconds : RedisValue.EmptyString;

    public FeatureView View => view;

    /// <summary>How its tiles are; null for a view that keeps its rows.</summary>
    public TilePlan? Plan { get; } = TilePlan.Of(view);

    /// <summary>How far each log and each past is taken up.</summary>
    public RedisKey Taken => $"{prefix}:taken";

    /// <summary>The field of this process's log.</summary>
    public string Log => log;

    /// <summary>What is read where Redis does not answer.</summary>
    public LastKnown Known { get; } = new(view);

    /// <summary>Before it, Redis had all when it was last taken up; null where this process never got that far.</summary>
    public long? Position { get; set; }

    /// <summary>How far the log is taken up while it is followed.</summary>
    public long Reached { get; set; }

    public RedisKey KeyOf(string entity) => $"{prefix}:e:{entity}";

    /// <summary>The key of what is older than an entity's rows: <c>tiles</c>, and the <c>bound</c> before which they are.</summary>
    public RedisKey TilesOf(string entity) => $"{prefix}:t:{entity}";

    /// <summary>Whether Redis has all that it had, by the position it tells.</summary>
    public bool IsWhole(RedisValue position) => Position is { } known && (long?)position >= known;

    /// <summary>Adds rows to an entity's set; each answers with the members that came too late.</summary>
    public IEnumerable<Task<RedisResult>> Add(IDatabase database, string entity, IEnumerable<EntityRow> rows) =>
        rows.Select(RedisRows.Of)
            .Chunk(RedisRows.MostAtOnce)
            .Select(chunk => chunk.SelectMany(r => new[] { r.Score, r.Member }))
            .Select(members =>
                Plan is null
                    ? database.ScriptEvaluateAsync(RedisRows.Add, [KeyOf(entity)], [keep, .. members])
                    : database.ScriptEvaluateAsync(RedisRows.AddToTiles, [KeyOf(entity), TilesOf(entity)], [.. members])
            );

    /// <summary>Asks for all that is kept of an entity. What is newer than a moment of interest is worth keeping for the time when Redis is away.</summary>
    public async Task<EntityColumns> ReadAsync(IDatabase database, string entity)
    {
        if (Plan is null)
            return RedisRows.Read(
                await database.SortedSetRangeByRankWithScoresAsync(KeyOf(entity)).ConfigureAwait(false),
                null
            );
        var whole = database.CreateTransaction(); // rows may move into tiles
        var rows = whole.SortedSetRangeByRankWithScoresAsync(KeyOf(entity));
        var tiles = whole.HashGetAsync(TilesOf(entity), "tiles");
        await whole.ExecuteAsync().ConfigureAwait(false);
        return RedisRows.Read(await rows.ConfigureAwait(false), await tiles.ConfigureAwait(false));
    }

    /// <summary>Adds what was kept of an entity elsewhere.</summary>
    public IEnumerable<Task> Add(IDatabase database, string entity, EntityColumns columns)
    {
        var rows = Enumerable.Range(0, columns.At.Length).Select(i => columns[i]);
        if (TiledLog.BoundOf(columns.Tiles) is { } bound)
        {
            RedisValue[] oldest =
                columns.At.Length > 0 && columns.At[0] < bound && RedisRows.Of(columns[0]) is var (score, member)
                    ? [score, member]
                    : [];
            yield return database.ScriptEvaluateAsync(
                RedisRows.TakeTiles,
                [KeyOf(entity), TilesOf(entity)],
                [bound, columns.Tiles, .. oldest]
            );
        }
        foreach (var added in Add(database, entity, rows))
            yield return added;
    }
}
