using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>A view in Redis: its keys, how far it is taken up, and what was last known of it.</summary>
internal sealed class RedisView(FeatureView view, string system, string log)
{
    private readonly string prefix = $"ninefold:{system}:{view.Name}:{view.Version}";
    private readonly RedisValue keep = view.Keep is { } reach ? (long)reach.TotalMilliseconds : RedisValue.EmptyString;

    public FeatureView View => view;

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

    /// <summary>Whether Redis has all that it had, by the position it tells.</summary>
    public bool IsWhole(RedisValue position) => Position is { } known && (long?)position >= known;

    /// <summary>Adds rows to an entity's set.</summary>
    public IEnumerable<Task> Add(
        IDatabase database,
        string entity,
        IReadOnlyList<(RedisValue Score, RedisValue Member)> rows
    ) =>
        rows.Chunk(RedisRows.MostAtOnce)
            .Select(chunk =>
                (Task)
                    database.ScriptEvaluateAsync(
                        RedisRows.Add,
                        [KeyOf(entity)],
                        [keep, .. chunk.SelectMany(r => new[] { r.Score, r.Member })]
                    )
            );
}
