using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// −(1 − p)^γ · log p, p being the probability given to the true label (Lin et al., 2017), as a function of the log odds.
/// </summary>
/// <param name="Focus">γ, at least 0: how little rows count that are already right.</param>
internal sealed record FocalLoss(double Focus)
{
    /// <param name="logit">The log odds of label 1.</param>
    /// <param name="label">0 or 1.</param>
    /// <returns>
    /// The loss and its slope. The curvature is the second derivative, but not less than a quarter of the slope: the loss
    /// is not convex where p is small, and no step may exceed four units of log odds.
    /// </returns>
    public (double Loss, double Slope, double Curvature) At(double logit, float label)
    {
        var sign = label > 0 ? 1 : -1;
        var p = LogisticModel.Sigmoid(sign * logit);
        var wrong = LogisticModel.Sigmoid(-sign * logit);
        // log p, without overflow
        var log = Math.Min(sign * logit, 0) - double.LogP1(Math.Exp(-Math.Abs(logit)));
        var damped = Math.Pow(wrong, Focus);
        var slope = sign * damped * (Focus * p * log - wrong);
        var curvature = p * damped * (Focus * log * (wrong - Focus * p) + (2 * Focus + 1) * wrong);
        return (-damped * log, slope, Math.Max(curvature, Math.Max(Math.Abs(slope) / 4, 1e-16)));
    }

    /// <summary>The weighted mean over rows.</summary>
    public double Mean(double[] logits, LabelledRows rows)
    {
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            double weight = rows.Weights?[row] ?? 1;
            (sum, total) = (sum + weight * At(logits[row], rows.Labels[row]).Loss, total + weight);
        }
        return sum / total;
    }
}
