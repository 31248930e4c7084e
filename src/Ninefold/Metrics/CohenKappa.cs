namespace Ninefold.Metrics;

/// <summary>
/// Cohen's kappa (1960): how far two annotators, or a model and an annotator, agree beyond what chance would give. 1 is
/// full agreement, 0 that of chance, at least −1; undefined where both give one and the same class throughout.
/// </summary>
/// <typeparam name="T">A class.</typeparam>
public sealed class CohenKappa<T> : Metric<T, T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => "cohen_kappa";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<T, T>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no answers");
        var classes = new Dictionary<T, int>();
        var (ones, others) = (new int[judged.Count], new int[judged.Count]);
        for (var row = 0; row < judged.Count; row++)
        {
            classes.TryAdd(judged[row].Output, classes.Count);
            classes.TryAdd(judged[row].Label, classes.Count);
            (ones[row], others[row]) = (classes[judged[row].Output], classes[judged[row].Label]);
        }
        return weights =>
        {
            var (one, other) = (new double[classes.Count], new double[classes.Count]);
            var (total, agreed) = (0.0, 0.0);
            for (var row = 0; row < ones.Length; row++)
            {
                total += weights[row];
                one[ones[row]] += weights[row];
                other[others[row]] += weights[row];
                agreed += ones[row] == others[row] ? weights[row] : 0;
            }
            if (total <= 0)
                throw new MetricUndefinedException(Name, "no answer has a weight");
            if (one.Zip(other).Any(share => share.First == total && share.Second == total))
                throw new MetricUndefinedException(Name, "both give the same class throughout, as chance would");
            var expected = one.Zip(other, (a, b) => a / total * (b / total)).Sum();
            return (agreed / total - expected) / (1 - expected);
        };
    }
}
