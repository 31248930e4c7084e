namespace Ninefold.Data.Labelling;

/// <summary>
/// The position-based click model (Richardson, Dominowska and Ragno 2007): an item is clicked where its place is looked at
/// and the item attracts, independently. Both are estimated from clicks alone by expectation maximisation (Chuklin, Markov
/// and de Rijke 2015), which needs items that were shown at several places.
/// </summary>
/// <param name="Iterations">How many steps, at least 1.</param>
public sealed record PositionBasedClicks(int Iterations = 100)
{
    /// <summary>Estimates how often places are looked at and items attract.</summary>
    /// <exception cref="ArgumentException">There are no lists, a click is missing, or a parameter is out of range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public PositionBias Fit(IReadOnlyList<ClickedList> lists, CancellationToken cancellation = default)
    {
        ClickedList.Check(nameof(PositionBasedClicks), lists);
        if (Iterations < 1)
            throw new ArgumentException(
                $"{nameof(PositionBasedClicks)}: {nameof(Iterations)} must be at least 1, got {Iterations}."
            );
        // Equal showings are counted together.
        var shown = lists
            .SelectMany(l =>
                l.Items.Select((item, place) => (l.Query, Item: item, Place: place, Clicked: l.Clicked[place]))
            )
            .CountBy(s => s)
            .ToList();
        double[] looked = [.. Enumerable.Repeat(.5, lists.Max(l => l.Items.Count))];
        var attracts = shown.Select(s => (s.Key.Query, s.Key.Item)).Distinct().ToDictionary(s => s, _ => .5);
        for (var step = 0; step < Iterations; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (looks, places) = (new double[looked.Length], new double[looked.Length]);
            var items = attracts.Keys.ToDictionary(key => key, _ => (Attracted: 0.0, Shown: 0.0));
            foreach (var ((query, item, place, clicked), count) in shown)
            {
                var (look, attract) = (looked[place], attracts[(query, item)]);
                var missed = 1 - (look * attract);
                looks[place] += count * (clicked ? 1 : look * (1 - attract) / missed);
                places[place] += count;
                var (attracted, all) = items[(query, item)];
                items[(query, item)] = (
                    attracted + (count * (clicked ? 1 : attract * (1 - look) / missed)),
                    all + count
                );
            }
            for (var place = 0; place < looked.Length; place++)
                looked[place] = Inside(looks[place] / places[place]);
            foreach (var (key, (attracted, all)) in items)
                attracts[key] = Inside(attracted / all);
        }
        // Clicks say only what the two are together: the first place is taken for always looked at.
        return new(
            [.. looked.Select(look => look / looked[0])],
            attracts.ToDictionary(a => a.Key, a => a.Value * looked[0])
        );
    }

    private static double Inside(double probability) => Math.Clamp(probability, 1e-9, 1 - 1e-9);
}

/// <summary>How places and items take part in clicks.</summary>
/// <param name="Looked">How often each place is looked at, beside the first, which is 1.</param>
/// <param name="Attraction">By query and item, how often it would be clicked at the first place.</param>
public sealed record PositionBias(double[] Looked, IReadOnlyDictionary<(string Query, string Item), double> Attraction)
{
    /// <summary>
    /// What a click at a place counts so that places do not matter (inverse propensity: Joachims, Swaminathan and Schnabel
    /// 2017), at most so much.
    /// </summary>
    /// <param name="place">From 0; a place that was never seen counts as the last.</param>
    /// <param name="most">Bounds the variance, at least 1.</param>
    public double WeightOf(int place, double most = 10) =>
        Math.Min(most, 1 / Looked[Math.Min(place, Looked.Length - 1)]);
}
