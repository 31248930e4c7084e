using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>One score of an entity that is scored many times, such as a card by its payments.</summary>
/// <param name="Entity">The entity's id.</param>
/// <param name="Score">Of any scale; not NaN.</param>
public readonly record struct EntityScore(string Entity, double Score);

/// <summary>
/// Precision@k over entities, per period, averaged over the periods: what k investigations a day find. A period is a
/// <see cref="Judged{TOutput,TLabel}.Group"/>. In each, entities rank by their largest score, and an entity is a hit where
/// any of its labels in the period is 1; ranks that stay empty are misses. Entities tied at the cut-off share what is left
/// of it, the expected value over their orders. A period without a positive counts as 0. In [0, 1], and below 1 where
/// periods have fewer than k positive entities. Over cards and days it is the card precision of Le Borgne et al. (2022),
/// "Reproducible machine learning for credit card fraud detection".
/// </summary>
/// <param name="k">How many entities are looked at in a period, at least 1.</param>
/// <param name="isExcluded">
/// Whether an entity is left out of a period, by entity and period: what was found earlier is not found again. Null leaves
/// none out.
/// </param>
public sealed class PrecisionAtKPerPeriod(int k, Func<string, string, bool>? isExcluded = null)
    : Metric<EntityScore, double>
{
    /// <inheritdoc/>
    public override string Name { get; } =
        k >= 1
            ? $"precision_per_period@{k}"
            : throw new ArgumentOutOfRangeException(
                nameof(k),
                $"The 'k' parameter of precision_per_period must be at least 1. Got {k} instead."
            );

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<EntityScore, double>> judged)
    {
        var (scores, labels) = Columns.OfScores(
            Name,
            [.. judged.Select(j => new Judged<double, double>(j.Output.Score, j.Label, j.Group))]
        );
        var (values, counted) = (new double[judged.Count], new double[judged.Count]);
        foreach (
            var period in Enumerable.Range(0, judged.Count).GroupBy(row => judged[row].Group, StringComparer.Ordinal)
        )
        {
            int[] rows = [.. period];
            var entities = rows.GroupBy(row => judged[row].Output.Entity, StringComparer.Ordinal)
                .Where(entity => isExcluded is null || !isExcluded(entity.Key, period.Key))
                .Select(entity => (Score: entity.Max(row => scores[row]), Hit: entity.Max(row => labels[row])));
            // Each row carries an equal share of its period, so that the period's weight is the mean of its rows'.
            var share = 1.0 / rows.Length;
            var value = Hits(entities) / k;
            foreach (var row in rows)
                (values[row], counted[row]) = (value * share, share);
        }
        return Ratio.Of(Name, values, counted, "no answer has a weight");
    }

    private double Hits(IEnumerable<(double Score, double Hit)> entities)
    {
        var (left, hits) = (k, 0.0);
        foreach (
            var tied in entities
                .GroupBy(entity => entity.Score, entity => entity.Hit)
                .OrderByDescending(tied => tied.Key)
        )
        {
            double[] tiedHits = [.. tied];
            hits += TensorPrimitives.Sum<double>(tiedHits) * Math.Min(1, (double)left / tiedHits.Length);
            left -= tiedHits.Length;
            if (left <= 0)
                break;
        }
        return hits;
    }
}
