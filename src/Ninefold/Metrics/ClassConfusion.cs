namespace Ninefold.Metrics;

/// <summary>
/// The confusion matrix of several classes: how often each was answered where each was true, in answers or, where answers
/// are weighted, in weight. Classes are numbered by their place in <see cref="Classes"/>.
/// </summary>
/// <seealso cref="ConfusionMatrix">Of two classes, with more ratios.</seealso>
public sealed class ClassConfusion
{
    private const string Name = "class_confusion";
    private readonly double[,] cells;

    private ClassConfusion(IReadOnlyList<string> classes, double[,] cells) => (Classes, this.cells) = (classes, cells);

    /// <summary>The classes, as they were given, or all that are answered or true in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How often one class was answered where another, or the same, was true; at least 0.</summary>
    /// <param name="truth">The number of the true class.</param>
    /// <param name="answer">The number of the answered class.</param>
    public double this[int truth, int answer] => cells[truth, answer];

    /// <summary>All answers.</summary>
    public double Count => Numbers.Sum(Supported);

    /// <summary>The share of right answers, in [0, 1]; null where no answer has a weight.</summary>
    public double? Accuracy => Over(Numbers.Sum(one => cells[one, one]), Count);

    /// <summary>How often a class was true: the sum of its row.</summary>
    public double Supported(int one) => Numbers.Sum(answer => cells[one, answer]);

    /// <summary>How often a class was answered: the sum of its column.</summary>
    public double Answered(int one) => Numbers.Sum(truth => cells[truth, one]);

    /// <summary>How often a class was right where it was answered, in [0, 1]; null where it never was.</summary>
    public double? Precision(int one) => Over(cells[one, one], Answered(one));

    /// <summary>How often a class was answered where it was true, in [0, 1]; null where it never was.</summary>
    public double? Recall(int one) => Over(cells[one, one], Supported(one));

    /// <summary>The matrix of two classes: this one, as the positive, and all others.</summary>
    public ConfusionMatrix AgainstRest(int one)
    {
        int[] others = [.. Numbers.Where(other => other != one)];
        return new(
            cells[one, one],
            others.Sum(truth => cells[truth, one]),
            others.Sum(truth => others.Sum(answer => cells[truth, answer])),
            others.Sum(answer => cells[one, answer])
        );
    }

    /// <summary>Counts answers by their truths.</summary>
    /// <param name="judged">Each a class beside the true one; at least one.</param>
    /// <param name="weights">How much each answer counts, finite and at least 0; null where each counts once.</param>
    /// <param name="classes">
    /// All that can be answered or true, in the order wanted, each once; null for those that occur.
    /// </param>
    /// <exception cref="MetricUndefinedException">
    /// There are no answers, a class is not among those given or is given twice, or the weights are not such; all faults
    /// are named.
    /// </exception>
    public static ClassConfusion Of(
        IReadOnlyList<Judged<string, string>> judged,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? classes = null
    )
    {
        string[] occurring = [.. judged.SelectMany(j => new[] { j.Label, j.Output }).Distinct(StringComparer.Ordinal)];
        string[] named = classes is null ? [.. occurring.Order(StringComparer.Ordinal)] : [.. classes];
        string[] faults = [.. Faults(judged.Count, occurring, weights, named)];
        if (faults.Length > 0)
            throw new MetricUndefinedException(Name, string.Join("; ", faults));
        var numbers = named.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var cells = new double[named.Length, named.Length];
        for (var row = 0; row < judged.Count; row++)
            cells[numbers[judged[row].Label], numbers[judged[row].Output]] += weights?[row] ?? 1;
        return new(named, cells);
    }

    private static IEnumerable<string> Faults(
        int count,
        string[] occurring,
        IReadOnlyList<double>? weights,
        string[] classes
    )
    {
        if (count == 0)
            yield return "there are no answers";
        foreach (var twice in classes.CountBy(one => one, StringComparer.Ordinal).Where(one => one.Value > 1))
            yield return $"the class '{twice.Key}' is given {twice.Value} times";
        foreach (var other in occurring.Except(classes, StringComparer.Ordinal))
            yield return $"a class must be one of {string.Join(", ", classes.Select(one => $"'{one}'"))}, but is '{other}'";
        if (weights is not null && weights.Count != count)
            yield return $"each of the {count} answers needs a weight, but there are {weights.Count}";
        foreach (var (row, weight) in (weights ?? []).Index().Where(w => !(w.Item >= 0 && double.IsFinite(w.Item))))
            yield return $"the weight of row {row} must be finite and at least 0, but is {weight}";
    }

    private static double? Over(double part, double whole) => whole > 0 ? part / whole : null;

    private IEnumerable<int> Numbers => Enumerable.Range(0, Classes.Count);
}
