namespace Ninefold.Metrics;

/// <summary>The value of a metric when example <c>i</c> counts <c>weights[i]</c> times.</summary>
/// <param name="weights">One weight ≥ 0 for each judged answer; not all zero.</param>
/// <exception cref="MetricUndefinedException">It has no value under these weights (one class is left).</exception>
public delegate double WeightedValue(ReadOnlySpan<double> weights);

/// <summary>
/// A named number over judged answers: the same code judges a rung of a ladder, the whole flow and the live log.
/// Its value is a finite number, or <see cref="MetricUndefinedException"/> says why there is none.
/// </summary>
/// <typeparam name="TOutput">What is judged.</typeparam>
/// <typeparam name="TLabel">What it is judged by.</typeparam>
public abstract class Metric<TOutput, TLabel>
{
    /// <summary>The field's name in lower case, such as <c>ndcg@10</c> or <c>roc_auc</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger value is better; false for losses.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>
    /// Whether a bootstrap gives it an interval. False where drawing answers with replacement shifts the value itself, as
    /// it does a count of distinct items: then the value stands alone, and two systems are not compared by it.
    /// </summary>
    public virtual bool HasInterval => true;

    /// <summary>
    /// Does the costly work (sorting, ranking) once, so that a bootstrap can ask for many weightings cheaply.
    /// </summary>
    /// <param name="judged">At least one judged answer.</param>
    /// <exception cref="MetricUndefinedException">The metric has no value here (no answers, one class, NaN scores).</exception>
    public abstract WeightedValue Prepare(IReadOnlyList<Judged<TOutput, TLabel>> judged);

    /// <summary>The value over all answers, each counted once.</summary>
    /// <exception cref="MetricUndefinedException">The metric has no value here.</exception>
    public double Compute(IReadOnlyList<Judged<TOutput, TLabel>> judged)
    {
        var ones = new double[judged.Count];
        Array.Fill(ones, 1);
        return Prepare(judged)(ones);
    }

    /// <summary>The same metric over larger answers and outcomes, of which it judges a part.</summary>
    /// <param name="output">The part of the answer that is judged.</param>
    /// <param name="label">The part of the outcome that it is judged by.</param>
    public Metric<TAnswer, TOutcome> Of<TAnswer, TOutcome>(
        Func<TAnswer, TOutput> output,
        Func<TOutcome, TLabel> label
    ) => new MappedMetric<TAnswer, TOutcome, TOutput, TLabel>(this, output, label);
}

internal sealed class MappedMetric<TAnswer, TOutcome, TOutput, TLabel>(
    Metric<TOutput, TLabel> inner,
    Func<TAnswer, TOutput> output,
    Func<TOutcome, TLabel> label
) : Metric<TAnswer, TOutcome>
{
    public override string Name => inner.Name;

    public override bool HigherIsBetter => inner.HigherIsBetter;

    public override bool HasInterval => inner.HasInterval;

    public override WeightedValue Prepare(IReadOnlyList<Judged<TAnswer, TOutcome>> judged) =>
        inner.Prepare([.. judged.Select(j => new Judged<TOutput, TLabel>(output(j.Output), label(j.Label), j.Group))]);
}
