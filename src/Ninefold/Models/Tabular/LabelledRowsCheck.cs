namespace Ninefold.Models.Tabular;

/// <summary>What every tabular trainer and model demands of its input.</summary>
internal static class LabelledRowsCheck
{
    /// <summary>Refuses rows that cannot be learned from, and says all that is wrong with them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="part">What they are, for the message: <c>training</c> or <c>validation</c>.</param>
    /// <exception cref="ArgumentException">Something is wrong.</exception>
    public static void Check(this LabelledRows rows, string part)
    {
        var faults = new List<string>();
        if (rows.Count == 0)
            faults.Add("there are no rows");
        if (rows.Values.Length != rows.Count * rows.Schema.Width)
            faults.Add(
                $"{rows.Count} rows of {rows.Schema.Width} columns need {rows.Count * rows.Schema.Width} values, got {rows.Values.Length}"
            );
        if (rows.Groups.Length != rows.Count)
            faults.Add($"{rows.Count} labels need as many groups, got {rows.Groups.Length}");
        if (rows.Weights is not null && rows.Weights.Length != rows.Count)
            faults.Add($"{rows.Count} labels need as many weights, got {rows.Weights.Length}");
        if (Array.FindIndex(rows.Labels, label => !float.IsFinite(label)) is >= 0 and var label)
            faults.Add($"labels must be finite, row {label} has {rows.Labels[label]}");
        if (Array.FindIndex(rows.Values, float.IsInfinity) is >= 0 and var value)
            faults.Add($"values must be finite or NaN, value {value} is {rows.Values[value]}");
        if (
            rows.Weights is not null
            && Array.FindIndex(rows.Weights, w => !(float.IsFinite(w) && w > 0)) is >= 0 and var weight
        )
            faults.Add($"weights must be finite and above 0, row {weight} has {rows.Weights[weight]}");
        for (var row = 0; row < rows.Groups.Length; row++)
            if (rows.Groups[row] - (row == 0 ? 0 : rows.Groups[row - 1]) is < 0 or > 1 || rows.Groups[0] != 0)
            {
                faults.Add(
                    $"groups must start at 0 and rise by 0 or 1 from row to row, row {row} has {rows.Groups[row]}"
                );
                break;
            }
        if (faults.Count > 0)
            throw new ArgumentException($"The {part} rows cannot be used: {string.Join("; ", faults)}.");
    }

    /// <summary>Refuses rows of another width.</summary>
    /// <exception cref="ArgumentException">The length of the rows is not <c>scores.Length × Width</c>.</exception>
    public static void CheckWidth(this ITabularModel model, ReadOnlySpan<float> rows, Span<double> scores)
    {
        if (rows.Length != scores.Length * model.Width)
            throw new ArgumentException(
                $"{scores.Length} rows of {model.Width} columns need {scores.Length * model.Width} values, got {rows.Length}."
            );
    }
}
