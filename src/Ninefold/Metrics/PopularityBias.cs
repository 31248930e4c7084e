namespace Ninefold.Metrics;

/// <summary>
/// Popularity lift: by which share the items shown are more popular than those that the same users chose,
/// (GAP of lists − GAP of choices) / GAP of choices, where GAP is the mean over users of the mean popularity of their
/// items. 0 is no bias, 0.5 half as popular again, below 0 less popular than the choices; at least −1. Answers that show
/// nothing, or after which nothing was chosen, are left out. Abdollahpouri et al. (2020), "The connection between
/// popularity bias, calibration, and fairness in recommendation".
/// </summary>
/// <param name="shown">The ids that an answer shows.</param>
/// <param name="chosen">The ids that the user chose.</param>
/// <param name="popularity">From the training period.</param>
public sealed class PopularityBias<TAnswer, TOutcome>(
    Func<TAnswer, IEnumerable<string>> shown,
    Func<TOutcome, IEnumerable<string>> chosen,
    ItemPopularity popularity
) : Metric<TAnswer, TOutcome>
{
    /// <inheritdoc/>
    public override string Name => "popularity_bias";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<TAnswer, TOutcome>> judged)
    {
        var (ofShown, ofChosen) = (new double[judged.Count], new double[judged.Count]);
        for (var row = 0; row < judged.Count; row++)
        {
            string[] list = [.. shown(judged[row].Output)];
            string[] choices = [.. chosen(judged[row].Label)];
            if (list.Length == 0 || choices.Length == 0)
                continue;
            ofShown[row] = list.Average(popularity.ShareOf);
            ofChosen[row] = choices.Average(popularity.ShareOf);
        }
        var ratio = Ratio.Of(Name, ofShown, ofChosen, "no answer shows something after which something was chosen");
        return weights => ratio(weights) - 1;
    }
}
