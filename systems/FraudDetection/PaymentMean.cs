using Ninefold.Metrics;

namespace Ninefold.Systems.FraudDetection;

/// <summary>The mean of something over the payments that count for it.</summary>
/// <param name="name">The metric's name.</param>
/// <param name="value">What is averaged, finite; null where the payment does not count.</param>
/// <param name="higherIsBetter">Whether more is better.</param>
internal sealed class PaymentMean(string name, Func<Verdict, FraudOutcome, double?> value, bool higherIsBetter = false)
    : Metric<Verdict, FraudOutcome>
{
    public override string Name => name;

    public override bool HigherIsBetter => higherIsBetter;

    public override WeightedValue Prepare(IReadOnlyList<Judged<Verdict, FraudOutcome>> judged)
    {
        var values = judged.Select(j => value(j.Output, j.Label)).ToArray();
        return weights =>
        {
            var (sum, count) = (0.0, 0.0);
            for (var row = 0; row < values.Length; row++)
                if (values[row] is { } counted)
                    (sum, count) = (sum + weights[row] * counted, count + weights[row]);
            return count > 0 ? sum / count : throw new MetricUndefinedException(name, "no payment counts for it");
        };
    }
}
