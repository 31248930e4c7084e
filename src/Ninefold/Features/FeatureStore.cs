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
    private readonly ConcurrentDictionary<string, ViewPast> filled = [];
    private readonly EmbeddedViews? own;
    private readonly IViewStore views;

    /// <summary>Empty, with views of its own.</summary>
    public FeatureStore() => views = own = new EmbeddedViews();

    /// <summary>With the views of a system, which its releases share and somebody else fills and adds to.</summary>
    internal FeatureStore(IViewStore shared) => views = shared;

    private EmbeddedViews Own => own ?? throw new InvalidOperationException("The views of this store are shared.");

    /// <summary>Gives a history its past.</summary>
    /// <exception cref="ArgumentException">The history cannot be used; the message lists all faults.</exception>
    public void Fill(HistoryView view, Interactions past)
    {
        FeatureView.Check([view.Rows]);
        Fill(view.Rows, view.Kept(past));
    }

    /// <summary>Gives views their past, of which nothing is forgotten: values can be read as of any moment in it.</summary>
    /// <param name="definitions">The views.</param>
    /// <param name="past">In any order; quickest in that of time. Those that no view counts are passed over.</param>
    /// <exception cref="ArgumentException">The views cannot be used; the message lists all faults.</exception>
    public void Fill(IReadOnlyList<FeatureView> definitions, IEnumerable<Observation> past)
    {
        foreach (var one in Own.Fill(definitions, past))
            filled[one.View] = one;
    }

    /// <summary>Goes on from what a view had seen.</summary>
    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    internal void Fill(FeatureView view, ViewPast past)
    {
        Own.Fill(view, past);
        filled[view.Name] = past;
    }

    /// <summary>What each history and view was filled with.</summary>
    internal IReadOnlyDictionary<string, ViewPast> Filled => filled;

    /// <summary>What each history and view has to start from in production: as much of its past as can still count.</summary>
    internal IReadOnlyDictionary<string, ViewPast> Handover => Own.Handover();

    /// <summary>
    /// Adds an observation to the histories and views whose kinds it is of, where they are the store's own; adding it again
    /// changes nothing.
    /// </summary>
    public void Add(Observation observation) => own?.Add(observation);

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
    /// <param name="items">Numbers the items; what was done with others is left out.</param>
    /// <exception cref="InvalidOperationException">The history was never filled.</exception>
    public ReadOnlyMemory<Interaction> Read(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    ) => Own.Read(view, subject, items, before);

    /// <summary>The same, of a store that may be elsewhere.</summary>
    /// <exception cref="InvalidOperationException">The history was never filled.</exception>
    internal ValueTask<HistoryRead> ReadAsync(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    ) => views.ReadAsync(view, subject, items, before);
}
