using Ninefold.Features;

namespace Ninefold.Models.Tabular;

/// <summary>Encoded feature vectors with labels, rows of a group side by side.</summary>
/// <param name="Schema">The columns.</param>
/// <param name="Values">Row by row, <c>Count × Schema.Width</c>; NaN is a missing value.</param>
/// <param name="Labels">One a row: 0 or 1 for a class, a grade for a ranking, a quantity for a regression. Finite.</param>
/// <param name="Groups">One a row: rows of the same query have the same number and are contiguous, from 0 upwards.</param>
/// <param name="Weights">One a row, above 0; null where every row counts once.</param>
public sealed record LabelledRows(
    FeatureSchema Schema,
    float[] Values,
    float[] Labels,
    int[] Groups,
    float[]? Weights = null
)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The feature vector of a row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Schema.Width, Schema.Width);
}

/// <summary>The parts a tabular trainer sees: it fits on one, stops early on the other.</summary>
public sealed record TabularData(LabelledRows Train, LabelledRows Validation);

/// <summary>Scores encoded feature vectors. Safe for concurrent use; allocates nothing.</summary>
public interface ITabularModel
{
    /// <summary>How many columns it expects.</summary>
    int Width { get; }

    /// <summary>Scores rows laid end to end.</summary>
    /// <param name="rows"><c>scores.Length × Width</c> values; NaN is a missing value.</param>
    /// <param name="scores">Receives one finite score a row: a probability where the trainer says so.</param>
    void Score(ReadOnlySpan<float> rows, Span<double> scores);
}

/// <summary>Trains on encoded feature vectors.</summary>
public interface ITabularTrainer : ITrainer<TabularData, ITabularModel>;
