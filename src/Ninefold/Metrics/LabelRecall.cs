namespace Ninefold.Metrics;

/// <summary>Recall over sets of labels or classes, in [0, 1]: how much of what is true is answered.</summary>
/// <param name="averaging">How the values of the labels become one.</param>
/// <seealso cref="LabelMetric">How labels are counted.</seealso>
public sealed class LabelRecall(Averaging averaging) : LabelMetric("recall", averaging)
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.Recall;
}
