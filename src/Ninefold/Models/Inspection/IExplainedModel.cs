using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>A tabular model that can say what each column contributed to the score of a row. Safe for concurrent use.</summary>
public interface IExplainedModel : ITabularModel
{
    /// <summary>Takes the raw score of a row apart: the base value and the contributions sum to it.</summary>
    /// <param name="row"><c>Width</c> values; NaN is a missing value.</param>
    /// <param name="contributions">Receives one a column, in the unit of the raw score: log odds where scores are
    /// probabilities made of a sum by a sigmoid, else the unit of the score itself.</param>
    /// <returns>The base value: the raw score that is expected when nothing is known of the row.</returns>
    /// <exception cref="ArgumentException">The row or the contributions are of another width.</exception>
    double Explain(ReadOnlySpan<float> row, Span<double> contributions);
}
