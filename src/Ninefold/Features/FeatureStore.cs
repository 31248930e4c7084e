using System.Collections.Concurrent;
using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Features;

/// <summary>
/// The histories and views a system reads: filled from the past, kept up to date from observations. A read returns what is
/// strictly earlier than its moment, so that training and production see the same. Safe for concurrent use.
/// </summary>
public sealed class FeatureStore
{
    private readonly ConcurrentDictionary<string, History> histories = [];
    private readonly ConcurrentDictionary<string, ViewPast> filledViews = [];
    private readonly EmbeddedViews? own;
    private readonly IViewStore views;

    /// <summary>Empty, with views of its own.</summary>
    public FeatureStore() => views = own = new EmbeddedViews();

    /// <summary>With the views of a system, which its releases share and somebody else fills and adds to.</summary>
    internal FeatureStore(IViewStore shared) => views = shared;

    private EmbeddedViews Own => own ?? throw new InvalidOperationException("The views of this store are shared.");

    /// <summary>Gives a view its past.</summary>
    public void Fill(HistoryView view, Interactions past) => histories[view.Name] = new History(view, past);

    /// <summary>Gives views their past, of which nothing is forgotten: values can be read as of any moment in it.</summary>
    /// <param name="definitions">The views.</param>
    /// <param name="past">In any order; quickest in that of time. Those that no view counts are passed over.</param>
    /// <exception cref="ArgumentException">The views cannot be used; the message lists all faults.</exception>
    public void Fill(IReadOnlyList<FeatureView> definitions, IEnumerable<Observation> past)
    {
        foreach (var filled in Own.Fill(definitions, past))
            filledViews[filled.View] = filled;
    }

    /// <summary>Goes on from what a view had seen.</summary>
    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    internal void Fill(FeatureView view, ViewPast past)
    {
        Own.Fill(view, past);
        filledViews[view.Name] = past;
    }

    /// <summary>What each view was filled with.</summary>
    internal IReadOnlyDictionary<string, ViewPast> FilledViews => filledViews;

    /// <summary>What each view has to start from in production: as much of its past as can still count.</summary>
    internal IReadOnlyDictionary<string, ViewPast> Handover => Own.Handover();

    /// <summary>The past of each history that was filled.</summary>
    public IReadOnlyDictionary<string, Interactions> Filled => histories.ToDictionary(h => h.Key, h => h.Value.Past);

    /// <summary>
    /// Adds an observation to the histories and views whose kinds it is of, where the views are its own; adding it again
    /// changes nothing. Items that the past of a history does not know are left out.
    /// </summary>
    public void Add(Observation observation)
    {
        foreach (var history in histories.Values)
            history.Add(observation);
        own?.Add(observation);
    }

    /// <summary>The values of a view for an entity, from what happened strictly before a moment.</summary>
    /// <exception cref="InvalidOperationException">The view was never filled.</exception>
    public FeatureValues Read(FeatureView view, string entity, DateTimeOffset before) => Own.Read(view, entity, before);

    /// <summary>The values of many views and entities as of one moment, in the order asked.</summary>
    /// <exception cref="InvalidOperationException">A view was never filled.</exception>
    internal ValueTask<FeatureValues[]> ReadAsync(
        ReadOnlySpan<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    ) => views.ReadAsync(wanted, before);

    /// <summary>What a subject did strictly before a moment, oldest first; empty for an unknown subject.</summary>
    /// <exception cref="InvalidOperationException">The view was never filled.</exception>
    public ReadOnlyMemory<Interaction> Read(HistoryView view, string subject, DateTimeOffset before) =>
        histories.TryGetValue(view.Name, out var history)
            ? history.Read(subject, before.ToUnixTimeMilliseconds())
            : throw new InvalidOperationException(
                $"The history '{view.Name}' was not filled; Collect must call run.Fill for it."
            );

    private sealed class History(HistoryView view, Interactions past)
    {
        // Subjects with new observations; everybody else is read from the past itself.
        private readonly ConcurrentDictionary<string, Interaction[]> renewed = [];

        public Interactions Past => past;

        public void Add(Observation observation)
        {
            if (
                observation.Subject is not { } subject
                || observation.Item is not { } id
                || !view.Kinds.Contains(observation.Kind)
            )
                return;
            if (past.ItemIds.Find(id) is not (>= 0 and var item))
                return;
            var added = new Interaction(item, view.StrengthOf(observation), observation.At.ToUnixTimeMilliseconds());
            renewed.AddOrUpdate(subject, _ => Insert(FromPast(subject).Span, added), (_, rows) => Insert(rows, added));
        }

        public ReadOnlyMemory<Interaction> Read(string subject, long before)
        {
            var rows = renewed.TryGetValue(subject, out var array) ? array : FromPast(subject);
            var (low, high) = (0, rows.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (rows.Span[middle].At < before)
                    low = middle + 1;
                else
                    high = middle;
            }
            return rows[..low];
        }

        private ReadOnlyMemory<Interaction> FromPast(string subject) =>
            past.UserIds.Find(subject) is >= 0 and var user ? past.Memory(user) : ReadOnlyMemory<Interaction>.Empty;

        private static Interaction[] Insert(ReadOnlySpan<Interaction> rows, Interaction added)
        {
            var at = rows.Length;
            while (at > 0 && rows[at - 1].At > added.At)
                at--;
            // The same observation may come twice, from the log and from the request that stored it.
            for (var i = at - 1; i >= 0 && rows[i].At == added.At; i--)
                if (rows[i].Item == added.Item)
                    return [.. rows];
            return [.. rows[..at], added, .. rows[at..]];
        }
    }
}
