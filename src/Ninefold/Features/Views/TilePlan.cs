namespace Ninefold.Features.Views;

/// <summary>How the older observations of a view are kept: for each hop of its windows, tiles of that length.</summary>
internal sealed class TilePlan
{
    private readonly Func<Partial>[] begin;

    private TilePlan(FeatureView view, Window.Hopping[] windows, MergeableAggregate[] aggregates)
    {
        (Windows, Aggregates) = (windows, aggregates);
        Lateness = (long)view.Lateness.TotalMilliseconds;
        Hops = [.. windows.Select(w => w.Hop).Distinct()];
        HopOf = [.. windows.Select(w => Array.IndexOf(Hops, w.Hop))];
        string[] kinds = [.. aggregates.Select(a => a.Begin().Kind)];
        string[] different = [.. kinds.Distinct()];
        PartOf = [.. kinds.Select(k => Array.IndexOf(different, k))];
        begin = [.. different.Select(k => (Func<Partial>)aggregates[Array.IndexOf(kinds, k)].Begin)];
    }

    /// <summary>Null where rows are needed: they are a history, a window begins anywhere, or an aggregate does not merge.</summary>
    public static TilePlan? Of(FeatureView view)
    {
        Window.Hopping[] windows = [.. view.Windows.OfType<Window.Hopping>()];
        MergeableAggregate[] aggregates = [.. view.Aggregates.OfType<MergeableAggregate>()];
        return
            view.History is null && windows.Length == view.Windows.Count && aggregates.Length == view.Aggregates.Count
            ? new(view, windows, aggregates)
            : null;
    }

    /// <summary>What keeps an entity of a view with this plan, or of one without.</summary>
    public static EntityLog Log(TilePlan? plan) => plan is null ? new EntityLog() : new TiledLog(plan);

    /// <summary>The same, going on from what was kept.</summary>
    /// <exception cref="InvalidDataException">The tiles are damaged or of another version.</exception>
    public static EntityLog Log(TilePlan? plan, EntityColumns columns) =>
        plan is null ? new EntityLog(columns) : new TiledLog(plan, columns);

    public Window.Hopping[] Windows { get; }
    public MergeableAggregate[] Aggregates { get; }

    /// <summary>Of which of <see cref="Tile.Parts"/> each aggregate is.</summary>
    public int[] PartOf { get; }

    /// <summary>The different hops, milliseconds; null has one tile for all time.</summary>
    public long?[] Hops { get; }

    /// <summary>Which of <see cref="Hops"/> each window has.</summary>
    public int[] HopOf { get; }

    /// <summary>How much older than the newest an observation must be to go into a tile, milliseconds.</summary>
    public long Lateness { get; }

    public Partial[] Begin() => Array.ConvertAll(begin, b => b());

    /// <summary>The beginning of the tile that holds a moment.</summary>
    public long Start(int hop, long moment) =>
        Hops[hop] is { } length ? Window.Hopping.Floor(moment, length) : long.MinValue;

    /// <summary>The first tile that is needed where no moment before a bound is read.</summary>
    public long Needed(int hop, long bound)
    {
        var first = long.MaxValue;
        for (var w = 0; w < Windows.Length; w++)
            if (HopOf[w] == hop)
                first = Math.Min(first, Windows[w].From(bound));
        return first;
    }
}

/// <summary>What is kept of the observations of one hop.</summary>
/// <param name="Start">When it begins, Unix milliseconds.</param>
/// <param name="Parts">One for each kind that the view's aggregates need.</param>
internal readonly record struct Tile(long Start, Partial[] Parts);
