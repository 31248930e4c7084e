namespace Ninefold.Metrics;

/// <summary>
/// Judges ranked lists of ids, best first, by what was relevant; the value is the mean over lists. A list for which
/// nothing was relevant says nothing about the ranking and is left out of the mean (trec_eval averages over the
/// queries with relevant documents; scikit-learn would count a 0). An empty list scores 0, and an item that is listed
/// twice gains only at its first place.
/// </summary>
public abstract class RankingMetric : Metric<IReadOnlyList<string>, Relevance>
{
    /// <param name="name">The metric's name without the cut-off.</param>
    /// <param name="k">How many ranks count, at least 1; null for all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    protected RankingMetric(string name, int? k)
    {
        if (k < 1)
            throw new ArgumentOutOfRangeException(
                nameof(k),
                $"The 'k' parameter of {name} must be at least 1. Got {k} instead."
            );
        Cutoff = k ?? int.MaxValue;
        Name = k is null ? name : $"{name}@{k}";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>How many ranks count; <see cref="int.MaxValue"/> for all.</summary>
    protected internal int Cutoff { get; }

    /// <summary>The gain of a grade, above 0 exactly where the grade is; by default 1 for every relevant item.</summary>
    protected internal virtual double GainOf(double grade) => grade > 0 ? 1 : 0;

    /// <summary>
    /// Whether the value is linear in the gains, so that giving tied rows their mean gain is the mean over all orders
    /// of the ties.
    /// </summary>
    protected internal virtual bool IsLinear => false;

    /// <summary>The value of one list.</summary>
    /// <param name="gains">The gain at each rank, best first, down to the cut-off or the end of the list.</param>
    /// <param name="ideal">The gains of all that is relevant, largest first; at least one, each above 0.</param>
    protected internal abstract double Value(ReadOnlySpan<double> gains, ReadOnlySpan<double> ideal);

    /// <inheritdoc/>
    public sealed override WeightedValue Prepare(IReadOnlyList<Judged<IReadOnlyList<string>, Relevance>> judged)
    {
        var (values, counted) = (new double[judged.Count], new double[judged.Count]);
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < judged.Count; row++)
        {
            var (list, relevance, _) = judged[row];
            if (relevance.Count == 0)
                continue;
            var gains = new double[Math.Min(list.Count, Cutoff)];
            found.Clear();
            for (var rank = 0; rank < gains.Length; rank++)
            {
                var grade = relevance.GradeOf(list[rank]);
                if (grade > 0 && found.Add(list[rank]))
                    gains[rank] = GainOf(grade);
            }
            values[row] = Value(gains, Ideal(relevance.Grades));
            counted[row] = 1;
        }
        return Ratio.Of(Name, values, counted, "nothing was relevant to any of the lists");
    }

    /// <summary>
    /// The same metric for a ranker's rows: the output is a row's score, the label its grade of relevance (0 or 1 where
    /// relevance is binary), and the rows of a <see cref="Judged{TOutput,TLabel}.Group"/> are ranked by score, largest
    /// first. Rows of equal score share their mean gain in nDCG, precision and recall, which is the expected value over
    /// their orders (scikit-learn's <c>ndcg_score</c> does so); in the other metrics they rank least relevant first.
    /// The value is the mean over groups; where the rows of a group have different weights, the group has their mean.
    /// </summary>
    public Metric<double, double> OverGroups() => new GroupedRanking(this);

    /// <summary>The gains of all that is relevant, largest first.</summary>
    internal double[] Ideal(IEnumerable<double> grades)
    {
        double[] ideal = [.. grades.Where(grade => grade > 0).Select(GainOf)];
        ideal.AsSpan().Sort((a, b) => b.CompareTo(a));
        return ideal;
    }
}
