namespace Ninefold.Data.Labelling;

/// <summary>
/// Scored things joined with labels that come days or months later, as it was known at a moment. Joined again at a later
/// moment, a late label replaces the negative that was assumed, and a newer label replaces an older one.
/// </summary>
/// <param name="All">Everything that was scored up to the moment, once, in the order of time.</param>
/// <param name="Unmatched">Labels of things that were never scored, in the order of time: lost scores, or wrong ids.</param>
/// <param name="Late">How many things got their first label only after the wait was over.</param>
/// <param name="Replaced">How many labels a newer one has replaced.</param>
/// <param name="Duplicates">How many observations came again with an id that had been there, and were dropped.</param>
public sealed record DelayedLabels(
    IReadOnlyList<DelayedLabel> All,
    IReadOnlyList<Observation> Unmatched,
    int Late,
    int Replaced,
    int Duplicates
)
{
    /// <summary>What may be learned from: everything whose label is known.</summary>
    public IEnumerable<DelayedLabel> Known => All.Where(one => one.State != LabelState.NotKnownYet);

    /// <summary>Joins what was stored.</summary>
    /// <param name="observations">In any order, which does not matter; other kinds are passed over.</param>
    /// <param name="delay">Which labels belong to what, and how long they may take.</param>
    /// <param name="asOf">What happened later is left out; a wait that ends at or after it is not over.</param>
    /// <exception cref="ArgumentException">The settings are out of range; all errors are named.</exception>
    public static DelayedLabels Join(IEnumerable<Observation> observations, LabelDelay delay, DateTimeOffset asOf)
    {
        delay.Validate();
        var (ids, duplicates) = (new HashSet<(string, string)>(), 0);
        var (scored, labels) = (new List<Observation>(), new List<Observation>());
        foreach (var o in observations)
        {
            var isLabel = delay.Labels.Contains(o.Kind);
            if (o.At > asOf || (!isLabel && o.Kind != delay.Scored))
                continue;
            if (ids.Add((o.System, o.Id)))
                (isLabel ? labels : scored).Add(o);
            else
                duplicates++;
        }
        var ofRequest = labels.Where(o => o.RequestId is not null).ToLookup(o => (o.System, o.RequestId, o.Item));
        var ofItem = labels.Where(o => o.RequestId is null && o.Item is not null).ToLookup(o => (o.System, o.Item));
        var (matched, late, replaced) = (new HashSet<Observation>(ReferenceEqualityComparer.Instance), 0, 0);
        var all = new List<DelayedLabel>(scored.Count);
        foreach (var o in InTime(scored))
        {
            var byRequest = o.RequestId is null ? [] : ofRequest[(o.System, o.RequestId, o.Item)];
            var byItem = o.Item is null ? [] : ofItem[(o.System, o.Item)];
            Observation[] own = [.. InTime(byRequest.Concat(byItem))];
            matched.UnionWith(own);
            replaced += Math.Max(0, own.Length - 1);
            late += own is [var first, ..] && first.At > o.At + delay.Wait ? 1 : 0;
            all.Add(Labelled(o, own.LastOrDefault(), delay, asOf));
        }
        return new(all, [.. InTime(labels.Where(o => !matched.Contains(o)))], late, replaced, duplicates);
    }

    private static DelayedLabel Labelled(
        Observation scored,
        Observation? label,
        LabelDelay delay,
        DateTimeOffset asOf
    ) =>
        label is not null
            ? new(
                scored,
                delay.IsPositive(label) ? LabelState.Positive : LabelState.Negative,
                label,
                label.At > scored.At ? label.At : scored.At
            )
        : scored.At + delay.Wait < asOf ? new(scored, LabelState.Negative, Label: null, scored.At + delay.Wait)
        : new(scored, LabelState.NotKnownYet, Label: null, KnownAt: null);

    private static IEnumerable<Observation> InTime(IEnumerable<Observation> observations) =>
        observations.OrderBy(o => o.At).ThenBy(o => o.Id, StringComparer.Ordinal);
}
