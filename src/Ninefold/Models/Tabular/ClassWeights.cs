namespace Ninefold.Models.Tabular;

/// <summary>How often a row of each class counts beside its own weight, where one class is rare.</summary>
/// <param name="Negative">Of label 0.</param>
/// <param name="Positive">Of label 1.</param>
internal readonly record struct ClassWeights(double Negative, double Positive)
{
    /// <param name="train">The training rows.</param>
    /// <param name="balanced">Whether both classes are to count the same in sum: total / (2 · the class's own).</param>
    /// <param name="positiveWeight">How often label 1 counts on top of that.</param>
    public static ClassWeights Of(LabelledRows train, bool balanced, double positiveWeight)
    {
        var share = PositiveShare(train);
        return balanced ? new(.5 / (1 - share), positiveWeight * .5 / share) : new(1, positiveWeight);
    }

    /// <summary>The rows with these weights; a label between 0 and 1 belongs to both classes in part.</summary>
    public LabelledRows Weigh(LabelledRows rows)
    {
        if (Negative == 1 && Positive == 1)
            return rows;
        var weights = new float[rows.Count];
        for (var row = 0; row < weights.Length; row++)
            weights[row] = (float)((rows.Weights?[row] ?? 1) * double.Lerp(Negative, Positive, rows.Labels[row]));
        return rows with { Weights = weights };
    }

    /// <summary>The weighted share of label 1: the mean label.</summary>
    public static double PositiveShare(LabelledRows rows)
    {
        var (positive, total) = (0.0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            double weight = rows.Weights?[row] ?? 1;
            (positive, total) = (positive + weight * rows.Labels[row], total + weight);
        }
        return positive / total;
    }
}
