using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;

namespace Ninefold;

/// <summary>A release loaded and ready: its parts, and the histories and views as they go on.</summary>
internal sealed record LiveRelease<TParts>(Release Release, TParts Parts, FeatureStore Store)
    where TParts : class
{
    /// <summary>Whether another release starts from the same histories and views.</summary>
    public bool HasHistoriesOf(Release other) =>
        Release.Histories.OrderBy(h => h.Key).SequenceEqual(other.Histories.OrderBy(h => h.Key));

    /// <param name="histories">Those of a release with the same past, to be shared; null reads the release's own.</param>
    /// <exception cref="InvalidDataException">A part is missing, was changed, or does not fit the system's code.</exception>
    public static LiveRelease<TParts> Load(
        MlSystem system,
        Release release,
        Workspace workspace,
        FeatureStore? histories = null
    )
    {
        foreach (var set in system.Features)
            if (release.FeatureSets.TryGetValue(set.Name, out var trained) && trained != set.Fingerprint)
                throw new InvalidDataException(
                    $"Release {release.Id} was trained with another definition of the features '{set.Name}' ({trained}) than the code has ({set.Fingerprint}). Train again."
                );
        var parts = PartCodec.Load<TParts>(release.Parts, workspace.Artifacts);
        if (histories is not null)
            return new(release, parts, histories);
        var store = new FeatureStore();
        foreach (var view in system.Histories)
            if (release.Histories.TryGetValue(view.Name, out var stored))
                store.Fill(
                    view,
                    (Interactions)PartCodec.Load(view.Name, stored, typeof(Interactions), workspace.Artifacts)!
                );
        foreach (var view in system.Views)
            if (release.Histories.TryGetValue(view.Name, out var stored))
                store.Fill(view, (ViewPast)PartCodec.Load(view.Name, stored, typeof(ViewPast), workspace.Artifacts)!);
        return new(release, parts, store);
    }

    /// <summary>The values of a view for an entity, from what happened strictly before a moment.</summary>
    /// <exception cref="KeyNotFoundException">The release was trained without this view.</exception>
    public FeatureValues Read(FeatureView view, string entity, DateTimeOffset before) =>
        Store.FilledViews.ContainsKey(view.Name)
            ? Store.Read(view, entity, before)
            : throw new KeyNotFoundException(
                $"Release {Release.Id} was trained without the view '{view.Name}'. Train again."
            );
}
