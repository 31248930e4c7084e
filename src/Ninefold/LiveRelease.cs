using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;

namespace Ninefold;

/// <summary>A release loaded and ready: its parts, and the histories and views as they go on.</summary>
internal sealed record LiveRelease<TParts>(Release Release, TParts Parts, FeatureStore Store)
    where TParts : class
{
    /// <param name="views">What the views of all releases know; null reads what the release was trained on, and that only.</param>
    /// <exception cref="InvalidDataException">A part is missing, was changed, or does not fit the system's code.</exception>
    public static LiveRelease<TParts> Load(
        MlSystem system,
        Release release,
        Workspace workspace,
        IViewStore? views = null
    )
    {
        foreach (var set in system.Features)
            if (release.FeatureSets.TryGetValue(set.Name, out var trained) && trained != set.Fingerprint)
                throw new InvalidDataException(
                    $"Release {release.Id} was trained with another definition of the features '{set.Name}' ({trained}) than the code has ({set.Fingerprint}). Train again."
                );
        var parts = PartCodec.Load<TParts>(release.Parts, workspace.Artifacts);
        if (views is not null)
            return new(release, parts, new FeatureStore(views));
        var store = new FeatureStore();
        foreach (var (view, _, past) in PastsOf(system, release, workspace))
            store.Fill(view, past());
        return new(release, parts, store);
    }

    /// <summary>What each history and view had seen when a release was trained, with a hash of it.</summary>
    public static IEnumerable<(FeatureView View, string Fingerprint, Func<ViewPast> Past)> PastsOf(
        MlSystem system,
        Release release,
        Workspace workspace
    ) =>
        from view in system.KeptViews
        where release.Histories.ContainsKey(view.Name)
        let stored = release.Histories[view.Name]
        select (
            view,
            stored.Sha256,
            (Func<ViewPast>)(() => (ViewPast)PartCodec.Load(view.Name, stored, typeof(ViewPast), workspace.Artifacts)!)
        );

    /// <summary>What a subject did with which of some items strictly before a moment.</summary>
    /// <exception cref="KeyNotFoundException">The release was trained without the history.</exception>
    public async ValueTask<ReadOnlyMemory<Interaction>> ReadAsync(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    ) =>
        Release.Histories.ContainsKey(view.Name)
            ? (await Store.ReadAsync(view, subject, items, before).ConfigureAwait(false)).Rows
            : throw Unknown("history", view.Name);

    /// <summary>The values of views and entities as of one moment, from what happened strictly before it.</summary>
    /// <exception cref="KeyNotFoundException">The release was trained without one of the views.</exception>
    public ValueTask<FeatureValues[]> ReadAsync(
        IReadOnlyList<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    ) =>
        wanted.FirstOrDefault(w => !Release.Histories.ContainsKey(w.View.Name)).View is { } unknown
            ? throw Unknown("view", unknown.Name)
            : Store.ReadAsync([.. wanted], before);

    private KeyNotFoundException Unknown(string kind, string name) =>
        new($"Release {Release.Id} was trained without the {kind} '{name}'. Train again.");
}
