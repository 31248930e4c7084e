using Ninefold.Metrics;

namespace Ninefold.Hosting.Templates;

/// <summary>The share of estimates that are within a tenth of the rent; 0 to 1, larger is better.</summary>
public sealed class CloseShare : Metric<Estimate, double>
{
    public override string Name => "close_share";

    public override WeightedValue Prepare(IReadOnlyList<Judged<Estimate, double>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no estimates");
        var isClose = judged.Select(j => Math.Abs(j.Output.Rent - j.Label) <= .1 * j.Label).ToArray();
        return weights =>
        {
            var (close, all) = (0.0, 0.0);
            for (var i = 0; i < isClose.Length; i++)
                (close, all) = (close + (isClose[i] ? weights[i] : 0), all + weights[i]);
            return close / all;
        };
    }
}
