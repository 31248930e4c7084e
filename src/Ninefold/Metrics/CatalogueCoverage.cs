namespace Ninefold.Metrics;

/// <summary>
/// Catalogue coverage: the share of the catalogue that was shown to anyone. In [0, 1]. It grows with the number of
/// answers, so compare it over the same ones; bootstrap draws repeat answers and therefore lie below it, which is why it
/// has no interval.
/// Ge et al. (2010), "Beyond accuracy".
/// </summary>
/// <param name="items">The ids that an answer shows.</param>
/// <param name="catalogueSize">How many items could be shown.</param>
public sealed class CatalogueCoverage<TAnswer, TOutcome>(Func<TAnswer, IEnumerable<string>> items, int catalogueSize)
    : Metric<TAnswer, TOutcome>
{
    /// <inheritdoc/>
    public override string Name => "catalogue_coverage";

    /// <inheritdoc/>
    public override bool HasInterval => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<TAnswer, TOutcome>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no answers");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var lists = new int[judged.Count][];
        for (var row = 0; row < lists.Length; row++)
            lists[row] = [.. items(judged[row].Output).Select(NumberOf)];
        if (numbers.Count > catalogueSize)
            throw new MetricUndefinedException(
                Name,
                $"{numbers.Count} distinct items were shown from a catalogue said to hold {catalogueSize}"
            );
        return weights =>
        {
            var (seen, distinct, counted) = (new bool[numbers.Count], 0, false);
            for (var row = 0; row < lists.Length; row++)
            {
                if (weights[row] == 0)
                    continue;
                counted = true;
                foreach (var item in lists[row])
                    if (!seen[item])
                        (seen[item], distinct) = (true, distinct + 1);
            }
            return counted && catalogueSize > 0
                ? (double)distinct / catalogueSize
                : throw new MetricUndefinedException(Name, "no answer has a weight, or the catalogue is empty");
        };

        int NumberOf(string id)
        {
            numbers.TryAdd(id, numbers.Count);
            return numbers[id];
        }
    }
}
