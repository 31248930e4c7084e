using System.Text.Json.Serialization;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// A fitted logistic regression: the score is the probability 1 / (1 + exp(−Intercept − Σ Coefficients · (x − Means))),
/// in which a missing value counts as its mean.
/// </summary>
/// <param name="Coefficients">Log odds for one unit more, one a column.</param>
/// <param name="Means">The training means, one a column.</param>
/// <param name="Intercept">The log odds where every column has its mean.</param>
public sealed record LogisticModel(double[] Coefficients, double[] Means, double Intercept)
    : IExplainedModel,
        ICostedModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Coefficients.Length;

    /// <inheritdoc/>
    public ModelCost? Cost() => new(Width + 1, 3L * Width + 3);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var values = rows.Slice(row * Width, Width);
            var logit = Intercept;
            for (var j = 0; j < values.Length; j++)
                if (!float.IsNaN(values[j]))
                    logit += Coefficients[j] * (values[j] - Means[j]);
            scores[row] = Sigmoid(logit);
        }
    }

    /// <summary>
    /// A column contributes its coefficient times its distance from the training mean, which is its Shapley value where
    /// columns are independent; the base value is the intercept, the log odds where every column has its mean.
    /// </summary>
    /// <inheritdoc/>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        this.CheckRow(row, contributions);
        for (var j = 0; j < row.Length; j++)
            contributions[j] = float.IsNaN(row[j]) ? 0 : Coefficients[j] * (row[j] - Means[j]);
        return Intercept;
    }

    internal static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}
