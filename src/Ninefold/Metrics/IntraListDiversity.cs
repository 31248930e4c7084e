namespace Ninefold.Metrics;

/// <summary>
/// Intra-list diversity: the mean distance between two items of a list, averaged over lists. Lists of fewer than two
/// items are left out. In the distance's own range. Ziegler et al. (2005), "Improving recommendation lists through topic
/// diversification".
/// </summary>
/// <param name="items">What an answer shows, as vectors, sets of topics …</param>
/// <param name="distance">A symmetric distance, such as <see cref="Distance.Cosine"/> or <see cref="Distance.Jaccard"/>.</param>
public sealed class IntraListDiversity<TAnswer, TOutcome, TItem>(
    Func<TAnswer, IReadOnlyList<TItem>> items,
    Func<TItem, TItem, double> distance
) : Metric<TAnswer, TOutcome>
{
    /// <inheritdoc/>
    public override string Name => "intra_list_diversity";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<TAnswer, TOutcome>> judged)
    {
        var (values, counted) = (new double[judged.Count], new double[judged.Count]);
        for (var row = 0; row < judged.Count; row++)
        {
            var list = items(judged[row].Output);
            if (list.Count < 2)
                continue;
            for (var i = 1; i < list.Count; i++)
            for (var j = 0; j < i; j++)
                values[row] += distance(list[i], list[j]);
            values[row] /= list.Count * (list.Count - 1.0) / 2;
            counted[row] = 1;
        }
        return Ratio.Of(Name, values, counted, "no list has two items");
    }
}
