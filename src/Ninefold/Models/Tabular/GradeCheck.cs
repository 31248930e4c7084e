namespace Ninefold.Models.Tabular;

/// <summary>What every ranking trainer demands of its rows, but for those of trees, which demand the same.</summary>
internal static class GradeCheck
{
    /// <summary>As of LightGBM: 2^30 still counts.</summary>
    private const int Highest = 30;

    /// <summary>Refuses rows that teach no order.</summary>
    /// <param name="data">Both parts.</param>
    /// <param name="trainer">The trainer's name, for messages.</param>
    /// <param name="stops">Whether the validation part stops the training.</param>
    /// <exception cref="ArgumentException">Something is wrong; the message says what.</exception>
    public static void CheckGrades(this TabularData data, string trainer, bool stops)
    {
        CheckPart(data.Train, "training", trainer);
        if (data.Train.Labels.Distinct().Take(2).Count() < 2)
            throw new ArgumentException(
                $"All {data.Train.Count} training rows have the label {data.Train.Labels[0]}: {trainer} needs two different ones."
            );
        var rows = Enumerable.Range(1, data.Train.Count - 1);
        if (!rows.Any(row => InOneGroup(data.Train, row) && data.Train.Labels[row] != data.Train.Labels[row - 1]))
            throw new ArgumentException(
                $"No group of the {data.Train.Count} training rows has two different labels: {trainer} has no order to learn."
            );
        if (!stops)
            return;
        CheckPart(data.Validation, "validation", trainer);
        if (data.Validation.Schema.Fingerprint != data.Train.Schema.Fingerprint)
            throw new ArgumentException("The training and validation rows must have the same columns.");
        if (data.Validation.Labels.All(label => label == 0))
            throw new ArgumentException(
                $"All {data.Validation.Count} validation rows have the label 0: no nDCG can stop {trainer}."
            );
    }

    private static void CheckPart(LabelledRows rows, string part, string trainer)
    {
        rows.Check(part);
        var wrong = Array.FindIndex(rows.Labels, label => label < 0 || label > Highest || label != MathF.Floor(label));
        if (wrong >= 0)
            throw new ArgumentException(
                $"The labels of {trainer} must be whole, 0 to {Highest}, {part} row {wrong} has {rows.Labels[wrong]}."
            );
    }

    private static bool InOneGroup(LabelledRows rows, int row) => rows.Groups[row] == rows.Groups[row - 1];
}
