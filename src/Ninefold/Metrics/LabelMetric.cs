namespace Ninefold.Metrics;

/// <summary>
/// Judges sets of labels by the true sets (multi-label), or one class by the true one (<see cref="OverClasses"/>). Each
/// label that is answered or true somewhere is judged on its own, and the values are averaged; a label without a value,
/// such as the precision of one that is never answered, has 0, as in scikit-learn. A label that is listed twice counts once.
/// </summary>
public abstract class LabelMetric : Metric<IReadOnlyCollection<string>, IReadOnlyCollection<string>>
{
    private readonly Averaging averaging;

    /// <param name="name">The metric's name without the averaging.</param>
    /// <param name="averaging">How the values of the labels become one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="averaging"/> is none of the three.</exception>
    protected LabelMetric(string name, Averaging averaging)
    {
        this.averaging = averaging;
        Name = averaging switch
        {
            Averaging.Micro => $"{name}_micro",
            Averaging.Macro => $"{name}_macro",
            Averaging.Weighted => $"{name}_weighted",
            _ => throw new ArgumentOutOfRangeException(
                nameof(averaging),
                $"The 'averaging' parameter of {name} must be Micro, Macro or Weighted. Got {averaging} instead."
            ),
        };
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The value of one label, or of all decisions together; null where there is none.</summary>
    protected internal abstract double? Value(ConfusionMatrix matrix);

    /// <summary>The same metric where every answer and every truth is one class.</summary>
    public Metric<string, string> OverClasses() => Of<string, string>(answer => [answer], truth => [truth]);

    /// <inheritdoc/>
    public sealed override WeightedValue Prepare(
        IReadOnlyList<Judged<IReadOnlyCollection<string>, IReadOnlyCollection<string>>> judged
    )
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no answers");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[][] answers = [.. judged.Select(j => Number(j.Output))];
        int[][] truths = [.. judged.Select(j => Number(j.Label))];
        return weights =>
        {
            var (answered, supported, found) = (
                new double[numbers.Count],
                new double[numbers.Count],
                new double[numbers.Count]
            );
            var count = 0.0;
            for (var row = 0; row < answers.Length; row++)
            {
                count += weights[row];
                foreach (var label in truths[row])
                    supported[label] += weights[row];
                foreach (var label in answers[row])
                {
                    answered[label] += weights[row];
                    if (truths[row].Contains(label))
                        found[label] += weights[row];
                }
            }
            ConfusionMatrix[] labels =
            [
                .. Enumerable
                    .Range(0, numbers.Count)
                    .Where(label => answered[label] + supported[label] > 0)
                    .Select(label => MatrixOf(found[label], answered[label], supported[label], count)),
            ];
            return Average(labels)
                ?? throw new MetricUndefinedException(Name, "a label that is answered or true is needed to judge by");
        };

        int[] Number(IReadOnlyCollection<string> labels) =>
            [
                .. labels
                    .Distinct(StringComparer.Ordinal)
                    .Select(label =>
                    {
                        numbers.TryAdd(label, numbers.Count);
                        return numbers[label];
                    }),
            ];
    }

    private double? Average(ConfusionMatrix[] labels)
    {
        if (labels.Length == 0)
            return null;
        if (averaging == Averaging.Macro)
            return labels.Average(label => Value(label) ?? 0);
        var support = labels.Sum(label => label.Positives);
        if (averaging == Averaging.Weighted)
            return support > 0 ? labels.Sum(label => label.Positives * (Value(label) ?? 0)) / support : null;
        return Value(
            MatrixOf(
                labels.Sum(label => label.TruePositives),
                labels.Sum(label => label.PredictedPositives),
                support,
                labels.Sum(label => label.Count)
            )
        );
    }

    private static ConfusionMatrix MatrixOf(double found, double answered, double supported, double count) =>
        new(found, answered - found, count - answered - supported + found, supported - found);
}
