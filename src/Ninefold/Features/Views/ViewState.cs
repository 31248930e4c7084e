using System.Collections.Concurrent;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>
/// A view kept up to date: the observations of every entity that can still count, the older of them in tiles where all
/// windows hop and all aggregates merge. Safe for concurrent use.
/// </summary>
/// <param name="view">The definition.</param>
/// <param name="keepsAll">Whether nothing is forgotten, so that values can be read as of any moment.</param>
internal sealed class ViewState(FeatureView view, bool keepsAll = false)
{
    private readonly ConcurrentDictionary<string, EntityLog> entities = [];
    private readonly TilePlan? plan = keepsAll ? null : TilePlan.Of(view);
    private readonly long? keep =
        keepsAll ? null
        : TilePlan.Of(view) is { } tiled ? tiled.Lateness
        : (long?)view.Keep?.TotalMilliseconds;
    private readonly int width = view.Columns.Count;

    /// <summary>The definition.</summary>
    public FeatureView View => view;

    /// <summary>How many entities there are.</summary>
    public int Entities => entities.Count;

    /// <summary>
    /// How many observations came later than the bound of a view in tiles and were refused. One that is repeated after that
    /// long is among them: it can no longer be told from another.
    /// </summary>
    public long Refused => entities.Values.Sum(e => e.Refused);

    /// <summary>When the latest observation of any entity happened; null where there is none.</summary>
    public DateTimeOffset? Latest =>
        entities.Values.Max(e => e.Latest) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>Takes up what was seen before.</summary>
    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    public static ViewState Of(FeatureView view, ViewPast past)
    {
        var state = new ViewState(view);
        state.Take(past);
        return state;
    }

    /// <summary>Takes up what was seen elsewhere; what is there already changes nothing.</summary>
    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    public void Take(ViewPast past, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        past.Require(view);
        for (var i = 0; i < past.Entities.Count; i++)
        {
            var columns = past.Columns(i);
            if (!entities.TryAdd(past.Entities[i], TilePlan.Log(plan, columns)))
                entities[past.Entities[i]].Take(columns, keep);
            if (i % 1000 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report((double)i / past.Entities.Count);
            }
        }
    }

    /// <summary>Adds an observation where it counts; the same one again changes nothing.</summary>
    /// <returns>False where it came too late.</returns>
    public bool Add(Observation observation) =>
        !view.Counts(observation, out var entity, out var counterpart)
        || entities
            .GetOrAdd(entity, static (_, plan) => TilePlan.Log(plan), plan)
            .Add(view.RowOf(observation, counterpart), keep);

    /// <summary>The values of an entity as of a moment; those of somebody unknown are of an empty past.</summary>
    public FeatureValues Read(string entity, DateTimeOffset before)
    {
        var values = new double[width];
        var log = entities.GetValueOrDefault(entity) ?? TilePlan.Log(plan);
        return new(view, entity, values, log.Read(view, before.ToUnixTimeMilliseconds(), values));
    }

    /// <summary>What a subject did with which of some items as of a moment, oldest first.</summary>
    public ReadOnlyMemory<Interaction> Read(string subject, Vocabulary items, DateTimeOffset before) =>
        entities.TryGetValue(subject, out var log) ? log.Read(items, before.ToUnixTimeMilliseconds()) : default;

    /// <summary>What it holds now.</summary>
    /// <param name="trim">Whether to leave out what can no longer count.</param>
    public ViewPast Past(bool trim = false) => ViewPast.Of(view, [.. Columns(trim)]);

    /// <summary>What it holds now that can still count, some entities at a time.</summary>
    /// <param name="bytes">About how large a piece gets, where no single entity is larger.</param>
    public IEnumerable<ViewPast> Pieces(int bytes = 1 << 26)
    {
        var (piece, size) = (new List<(string, EntityColumns)>(), 0L);
        foreach (var (entity, columns) in Columns(trim: true))
        {
            piece.Add((entity, columns));
            size += columns.Bytes + 2 * entity.Length;
            if (size < bytes)
                continue;
            yield return ViewPast.Of(view, piece);
            (piece, size) = ([], 0);
        }
        if (piece.Count > 0)
            yield return ViewPast.Of(view, piece);
    }

    private IEnumerable<(string Entity, EntityColumns Columns)> Columns(bool trim) =>
        entities
            .OrderBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => (e.Key, trim ? Trimmed(e.Value.Copy()) : e.Value.Copy()));

    private EntityColumns Trimmed(EntityColumns all)
    {
        if (TilePlan.Of(view) is { } tiled)
        {
            var log = new TiledLog(tiled, all);
            log.Fold();
            return log.Copy();
        }
        if (view.Keep is not { } most || all.At.Length == 0)
            return all;
        var rows = Window.Kept(all.At, (long)most.TotalMilliseconds)..;
        return new(all.At[rows], all.Value[rows], all.Counterpart[rows], all.Id[rows], []);
    }
}
