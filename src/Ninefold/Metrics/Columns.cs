namespace Ninefold.Metrics;

/// <summary>Outputs and labels side by side, checked: how every metric over numbers reads its rows.</summary>
/// <param name="Outputs">One for each row.</param>
/// <param name="Labels">One for each row.</param>
internal readonly record struct Columns(double[] Outputs, double[] Labels)
{
    /// <summary>Scores of any scale against a class, 0 or 1.</summary>
    public static Columns OfScores(string metric, IReadOnlyList<Judged<double, double>> judged) =>
        Read(metric, judged, s => !double.IsNaN(s), "a number", y => y is 0 or 1, "0 or 1");

    /// <summary>Probabilities of the class 1 against the class, 0 or 1.</summary>
    public static Columns OfProbabilities(string metric, IReadOnlyList<Judged<double, double>> judged) =>
        Read(metric, judged, p => p is >= 0 and <= 1, "a probability in [0, 1]", y => y is 0 or 1, "0 or 1");

    /// <summary>Predicted quantities against the true ones.</summary>
    public static Columns OfQuantities(string metric, IReadOnlyList<Judged<double, double>> judged) =>
        Read(metric, judged, double.IsFinite, "finite", double.IsFinite, "finite");

    /// <summary>Predicted quantities against true ones that are not 0, to divide by.</summary>
    public static Columns OfQuantitiesButZero(string metric, IReadOnlyList<Judged<double, double>> judged) =>
        Read(
            metric,
            judged,
            double.IsFinite,
            "finite",
            y => y != 0 && double.IsFinite(y),
            "finite and not 0, since it is divided by"
        );

    /// <summary>Predicted counts or amounts against the true ones.</summary>
    public static Columns OfAmounts(string metric, IReadOnlyList<Judged<double, double>> judged)
    {
        return Read(metric, judged, IsAmount, "finite and at least 0", IsAmount, "finite and at least 0");

        static bool IsAmount(double value) => value >= 0 && double.IsFinite(value);
    }

    /// <summary>Scores of any scale against grades of relevance, 0 where a row is not relevant.</summary>
    public static Columns OfGrades(string metric, IReadOnlyList<Judged<double, double>> judged) =>
        Read(
            metric,
            judged,
            s => !double.IsNaN(s),
            "a number",
            g => g >= 0 && double.IsFinite(g),
            "a finite grade of at least 0"
        );

    private static Columns Read(
        string metric,
        IReadOnlyList<Judged<double, double>> judged,
        Func<double, bool> isOutput,
        string outputs,
        Func<double, bool> isLabel,
        string labels
    )
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(metric, "there are no answers");
        var columns = new Columns(new double[judged.Count], new double[judged.Count]);
        string? first = null;
        var wrong = 0;
        for (var row = 0; row < judged.Count; row++)
        {
            var (output, label, _) = judged[row];
            columns.Outputs[row] = output;
            columns.Labels[row] = label;
            if (isOutput(output) && isLabel(label))
                continue;
            wrong++;
            first ??= isOutput(output)
                ? $"the label of row {row} must be {labels}, but is {label}"
                : $"the output of row {row} must be {outputs}, but is {output}";
        }
        if (first is not null)
            throw new MetricUndefinedException(metric, wrong == 1 ? first : $"{first} ({wrong} such rows)");
        return columns;
    }
}
