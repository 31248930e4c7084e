using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// Logistic regression for several classes: minimises Σ weight · log loss + L2 / 2 · ‖coefficients‖², as scikit-learn
/// does with <c>multi_class="multinomial"</c> and C = 1 / L2. Labels are whole, from 0. For the rest as
/// <see cref="LogisticRegression"/>.
/// </summary>
/// <param name="L2">The strength of the penalty, at least 0.</param>
/// <param name="Iterations">At most so many L-BFGS steps, at least 1.</param>
public sealed record MultinomialRegression(double L2 = 1, int Iterations = 200) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("multinomial-regression", Parameters.AtLeast(L2, 0), Parameters.AtLeast(Iterations, 1));

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public MultinomialModel Fit(TabularData data, TrainingContext context)
    {
        var rows = data.Train;
        var classes = rows.Classes(Name);
        var scale = Standardisation.Of(rows);
        var points = scale.Apply(rows, ones: 1);
        var width = rows.Schema.Width;
        var total = rows.Weights is null ? rows.Count : rows.Weights.Sum(weight => (double)weight);
        var logits = new double[classes];
        var round = 0;
        // A class after the other: its coefficients and its intercept.
        var solution = Lbfgs.Minimise(
            (point, gradient) =>
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Progress?.Report(Math.Min(1, (double)round++ / Iterations));
                Array.Clear(gradient);
                var loss = 0.0;
                for (var row = 0; row < points.Length; row++)
                {
                    double weight = rows.Weights?[row] ?? 1;
                    for (var k = 0; k < classes; k++)
                        logits[k] = TensorPrimitives.Dot<double>(OfClass(point, k), points[row]);
                    ClassLabels.Normalise(logits);
                    loss -= weight * Math.Log(Math.Max(logits[(int)rows.Labels[row]], double.Epsilon));
                    logits[(int)rows.Labels[row]] -= 1;
                    for (var k = 0; k < classes; k++)
                        TensorPrimitives.MultiplyAdd(
                            points[row],
                            weight * logits[k],
                            OfClass(gradient, k),
                            OfClass(gradient, k)
                        );
                }
                for (var k = 0; k < classes; k++)
                {
                    var coefficients = OfClass(point, k)[..width];
                    loss += L2 / 2 * TensorPrimitives.SumOfSquares<double>(coefficients);
                    var slope = OfClass(gradient, k)[..width];
                    TensorPrimitives.MultiplyAdd(coefficients, L2, slope, slope);
                }
                TensorPrimitives.Divide(gradient, total, gradient);
                return loss / total;
            },
            new double[classes * (width + 1)],
            Iterations,
            tolerance: 1e-8
        );
        return new(
            [
                .. Enumerable
                    .Range(0, classes * width)
                    .Select(i => solution[i / width * (width + 1) + i % width] * scale.Factors[i % width]),
            ],
            scale.Means,
            [.. Enumerable.Range(0, classes).Select(k => solution[k * (width + 1) + width])]
        );

        Span<double> OfClass(double[] all, int k) => all.AsSpan(k * (width + 1), width + 1);
    }
}

/// <summary>Probabilities in proportion to exp(Intercepts + Σ Coefficients · (x − Means)); a missing value is its mean.</summary>
/// <param name="Coefficients">Class by class, one a column.</param>
/// <param name="Means">The training means, one a column.</param>
/// <param name="Intercepts">One a class, where every column has its mean.</param>
public sealed record MultinomialModel(double[] Coefficients, double[] Means, double[] Intercepts) : IClassModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Means.Length;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Classes => Intercepts.Length;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        Intercepts.CopyTo(probabilities);
        for (var j = 0; j < row.Length; j++)
            if (!float.IsNaN(row[j]))
                for (var k = 0; k < Intercepts.Length; k++)
                    probabilities[k] += Coefficients[k * Width + j] * (row[j] - Means[j]);
        ClassLabels.Normalise(probabilities);
    }
}
