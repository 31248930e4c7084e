using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>
/// Compares the values that predictions saw when they were made with those that are computed now, as of the same moments:
/// what differs was observed late, or was read from a store that was behind.
/// </summary>
internal static class ServedCheck
{
    /// <param name="views">The views as they are defined now.</param>
    /// <param name="snapshots">Observations of the kind <see cref="PredictionSnapshot.Kind"/>; what is none is passed over.</param>
    /// <param name="past">All that happened, in any order; read once.</param>
    /// <returns>One of each view that a snapshot has values of; the online values are those that were seen.</returns>
    public static IReadOnlyList<ConsistencyReport> Run(
        IReadOnlyList<FeatureView> views,
        IReadOnlyList<Observation> snapshots,
        IEnumerable<Observation> past
    )
    {
        var defined = views.ToDictionary(v => v.Name);
        var seen = (
            from snapshot in snapshots
            from values in PredictionSnapshot.Read(snapshot, defined) ?? []
            where values is not null
            select (snapshot.At, Values: values)
        ).ToLookup(s => s.Values.View.Name);
        var sampled = seen.ToDictionary(s => s.Key, s => s.Select(v => v.Values.Entity).ToHashSet());
        var states = seen.ToDictionary(s => s.Key, s => new ViewState(defined[s.Key]));
        foreach (var observation in past)
        foreach (var (name, state) in states)
            if (defined[name].Counts(observation, out var entity, out _) && sampled[name].Contains(entity))
                state.Add(observation);
        return
        [
            .. seen.Select(view =>
                    ConsistencyCheck.Compare(
                        defined[view.Key],
                        [.. view.SelectMany(v => v.Values.All.ToArray())],
                        [.. view.SelectMany(v => states[view.Key].Read(v.Values.Entity, v.At).All.ToArray())],
                        refused: 0
                    )
                )
                .Select(report =>
                    report with
                    {
                        Columns = [.. report.Columns.Select(c => c with { AsServed = true })],
                    }
                ),
        ];
    }
}
