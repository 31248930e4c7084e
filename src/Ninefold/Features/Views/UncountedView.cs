using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>Says why a view counted nothing of its past: most often its kinds are misspelt, or its entity is never named.</summary>
internal static class UncountedView
{
    /// <param name="view">A view that counts none of the observations.</param>
    /// <param name="past">What it was filled with.</param>
    public static string Describe(FeatureView view, IEnumerable<Observation> past)
    {
        var (kinds, named) = (new SortedDictionary<string, long>(StringComparer.Ordinal), 0L);
        foreach (var observation in past)
        {
            kinds[observation.Kind] = kinds.GetValueOrDefault(observation.Kind) + 1;
            var entity = view.Entity == ViewEntity.Subject ? observation.Subject : observation.Item;
            if (view.Kinds.Contains(observation.Kind) && entity is not null)
                named++;
        }
        var wanted = string.Join(" or ", view.Kinds.Select(k => $"'{k}'"));
        var why =
            !view.Kinds.Any(kinds.ContainsKey)
                ? $"no observation of kind {wanted} is in its past; there are: {string.Join(", ", kinds.Select(k => $"{k.Key} ({k.Value:N0})").DefaultIfEmpty("none"))}"
            : named == 0 ? $"no observation of kind {wanted} in its past names {Whom(view.Entity)}"
            : $"no observation of kind {wanted} in its past has a value{Bounds(view)}";
        return $"The view '{view.Name}' counted nothing: {why}.";
    }

    private static string Whom(ViewEntity entity) => entity == ViewEntity.Subject ? "a subject" : "an item";

    private static string Bounds(FeatureView view) =>
        (view.AtLeast is { } least ? $" from {least}" : "") + (view.Below is { } below ? $" below {below}" : "");
}
