using System.Text.Json.Serialization;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// A fitted plane: the score is Intercept + Σ Coefficients · (x − Means), in which a missing value counts as its mean.
/// </summary>
/// <param name="Coefficients">What one unit more adds to the score, one a column.</param>
/// <param name="Means">The training means, one a column.</param>
/// <param name="Intercept">The score where every column has its mean.</param>
public sealed record LinearModel(double[] Coefficients, double[] Means, double Intercept)
    : IExplainedModel,
        ICostedModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Coefficients.Length;

    /// <inheritdoc/>
    public ModelCost? Cost() => new(Width + 1, 3L * Width);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var values = rows.Slice(row * Width, Width);
            scores[row] = Intercept;
            for (var j = 0; j < values.Length; j++)
                if (!float.IsNaN(values[j]))
                    scores[row] += Coefficients[j] * (values[j] - Means[j]);
        }
    }

    /// <summary>As <see cref="LogisticModel.Explain"/>, in the unit of the score.</summary>
    /// <inheritdoc/>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        this.CheckRow(row, contributions);
        for (var j = 0; j < row.Length; j++)
            contributions[j] = float.IsNaN(row[j]) ? 0 : Coefficients[j] * (row[j] - Means[j]);
        return Intercept;
    }
}
