namespace Ninefold.Models.Tabular;

/// <summary>Row weights by which every class counts the same: rare ones are neither sampled nor drowned.</summary>
public static class ClassWeights
{
    /// <summary>
    /// Weighs each row by rows / (classes · rows of its class), times the weight it had, as scikit-learn does for
    /// <c>class_weight="balanced"</c>. Probabilities of the model are then those of equally frequent classes.
    /// </summary>
    /// <param name="rows">The rows; each distinct label is a class.</param>
    public static LabelledRows Balanced(this LabelledRows rows)
    {
        var counts = rows.Labels.CountBy(label => label).ToDictionary();
        return rows with
        {
            Weights =
            [
                .. rows.Labels.Select(
                    (label, row) =>
                        (float)((double)rows.Count / counts.Count / counts[label] * (rows.Weights?[row] ?? 1))
                ),
            ],
        };
    }
}
