namespace Ninefold.Metrics;

/// <summary>
/// Novelty: the mean self-information −log₂(popularity share) of the items of a list, in bits, averaged over lists. At
/// least 0; larger where lists show what fewer people know. Empty lists are left out. Zhou et al. (2010), "Solving the
/// apparent diversity-accuracy dilemma of recommender systems".
/// </summary>
/// <param name="items">The ids that an answer shows.</param>
/// <param name="popularity">From the training period.</param>
public sealed class Novelty<TAnswer, TOutcome>(Func<TAnswer, IEnumerable<string>> items, ItemPopularity popularity)
    : Metric<TAnswer, TOutcome>
{
    /// <inheritdoc/>
    public override string Name => "novelty";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<TAnswer, TOutcome>> judged)
    {
        var (values, counted) = (new double[judged.Count], new double[judged.Count]);
        for (var row = 0; row < judged.Count; row++)
        {
            string[] shown = [.. items(judged[row].Output)];
            if (shown.Length == 0)
                continue;
            values[row] = shown.Average(id => -Math.Log2(popularity.ShareOf(id)));
            counted[row] = 1;
        }
        return Ratio.Of(Name, values, counted, "no list has an item");
    }
}
