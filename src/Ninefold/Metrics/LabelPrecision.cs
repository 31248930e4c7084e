namespace Ninefold.Metrics;

/// <summary>Precision over sets of labels or classes, in [0, 1]: how much of what is answered is true.</summary>
/// <param name="averaging">How the values of the labels become one.</param>
/// <seealso cref="LabelMetric">How labels are counted.</seealso>
public sealed class LabelPrecision(Averaging averaging) : LabelMetric("precision", averaging)
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.Precision;
}
