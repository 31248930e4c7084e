using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>
/// Normalised cross-entropy: the log loss divided by that of always answering the base rate, here the share of positives
/// among the judged answers. 1 is no better than the base rate, 0 is perfect; unlike the log loss it can be compared
/// between data of different base rates. Undefined where one class is missing.
/// He et al. (2014), "Practical lessons from predicting clicks on ads at Facebook".
/// </summary>
public sealed class NormalizedCrossEntropy : Metric<double, double>
{
    /// <inheritdoc/>
    public override string Name => "normalized_cross_entropy";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var columns = Columns.OfProbabilities(Name, judged);
        var logLoss = Ratio.Mean(Name, LogLoss.Losses(columns));
        return weights =>
        {
            var rate = TensorPrimitives.Dot<double>(weights, columns.Labels) / TensorPrimitives.Sum(weights);
            return rate is > 0 and < 1
                ? logLoss(weights) / -(rate * Math.Log(rate) + (1 - rate) * Math.Log(1 - rate))
                : throw new MetricUndefinedException(Name, "both classes are needed, and only one is there");
        };
    }
}
