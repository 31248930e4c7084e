using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>A view kept up to date: the observations of every entity that can still count. Safe for concurrent use.</summary>
/// <param name="view">The definition.</param>
/// <param name="keepsAll">Whether nothing is forgotten, so that values can be read as of any moment.</param>
internal sealed class ViewState(FeatureView view, bool keepsAll = false)
{
    private readonly ConcurrentDictionary<string, EntityLog> entities = [];
    private readonly long? keep = keepsAll ? null : (long?)view.Keep?.TotalMilliseconds;
    private readonly int width = view.Columns.Count;

    /// <summary>The definition.</summary>
    public FeatureView View => view;

    /// <summary>How many entities there are.</summary>
    public int Entities => entities.Count;

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
            var rows = past.Offsets[i]..past.Offsets[i + 1];
            var copy = new EntityLog(past.At[rows], past.Value[rows], past.Counterpart[rows], past.Id[rows]);
            if (!entities.TryAdd(past.Entities[i], copy))
                for (var row = past.Offsets[i]; row < past.Offsets[i + 1]; row++)
                    entities[past.Entities[i]]
                        .Add(past.At[row], past.Value[row], past.Counterpart[row], past.Id[row], keep);
            if (i % 1000 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report((double)i / past.Entities.Count);
            }
        }
    }

    /// <summary>Adds an observation where it counts; the same one again changes nothing.</summary>
    public void Add(Observation observation)
    {
        if (view.Counts(observation, out var entity, out var counterpart))
            entities
                .GetOrAdd(entity, static _ => new())
                .Add(
                    observation.At.ToUnixTimeMilliseconds(),
                    observation.Value ?? 1,
                    HashOf(counterpart),
                    HashOf(observation.Id),
                    keep
                );
    }

    /// <summary>The values of an entity as of a moment; those of somebody unknown are of an empty past.</summary>
    public FeatureValues Read(string entity, DateTimeOffset before)
    {
        var values = new double[width];
        var log = entities.GetValueOrDefault(entity) ?? new();
        return new(view, entity, values, log.Read(view, before.ToUnixTimeMilliseconds(), values));
    }

    /// <summary>What it holds now.</summary>
    /// <param name="trim">Whether to leave out what can no longer count.</param>
    public ViewPast Past(bool trim = false)
    {
        var sorted = entities.OrderBy(e => e.Key, StringComparer.Ordinal).ToList();
        var copies = sorted.ConvertAll(e => e.Value.Copy());
        var reach = trim ? (long?)view.Keep?.TotalMilliseconds : null;
        var from = copies.ConvertAll(c => reach is { } most && c.At.Length > 0 ? Window.Kept(c.At, most) : 0);
        var offsets = new int[copies.Count + 1];
        for (var i = 0; i < copies.Count; i++)
            offsets[i + 1] = offsets[i] + copies[i].At.Length - from[i];
        return new(
            view.Name,
            view.Version,
            [.. sorted.Select(e => e.Key)],
            offsets,
            [.. copies.SelectMany((c, i) => c.At[from[i]..])],
            [.. copies.SelectMany((c, i) => c.Value[from[i]..])],
            [.. copies.SelectMany((c, i) => c.Counterpart[from[i]..])],
            [.. copies.SelectMany((c, i) => c.Id[from[i]..])]
        );
    }

    /// <summary>The hash by which an id or a counterpart is kept; 0 for none.</summary>
    internal static ulong HashOf(string? text) =>
        text is null ? 0 : XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
