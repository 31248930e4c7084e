namespace Ninefold.Metrics;

/// <summary>F-beta over sets of labels or classes, in [0, 1]. The macro average is the mean of the labels' values, not the value of the mean precision and recall.</summary>
/// <param name="averaging">How the values of the labels become one.</param>
/// <param name="beta">How many times as much recall counts as precision, above 0.</param>
/// <seealso cref="LabelMetric">How labels are counted.</seealso>
public sealed class LabelFBeta(Averaging averaging, double beta = 1) : LabelMetric(FBeta.NameOf(beta), averaging)
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.FBeta(beta);
}
