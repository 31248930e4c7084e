using System.Numerics.Tensors;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// Logistic regression with an L2 penalty: minimises Σ weight · log loss + L2 / 2 · ‖coefficients‖², as scikit-learn
/// does with C = 1 / L2. Columns are standardised within, so that inputs need no scaling and the penalty treats all
/// alike; the intercept is not penalised. A missing value counts as its column's mean. Labels lie within 0 and 1.
/// Category codes are taken as quantities: encode them one-hot.
/// </summary>
public sealed record LogisticRegression : ITabularTrainer
{
    private const int BlockRows = 4096;

    /// <inheritdoc/>
    public string Name => "logistic-regression";

    /// <summary>The strength of the penalty, at least 0.</summary>
    public double L2
    {
        get;
        init =>
            field =
                value >= 0 && double.IsFinite(value)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(L2),
                        $"L2 of LogisticRegression must be finite and at least 0, got {value}."
                    );
    } = 1;

    /// <summary>At most so many L-BFGS steps, at least 1.</summary>
    public int Iterations
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Iterations),
                        $"Iterations of LogisticRegression must be at least 1, got {value}."
                    );
    } = 200;

    /// <summary>Whether both classes count the same in sum, however rare one is; probabilities then tell of such a world.</summary>
    public bool Balanced { get; init; }

    /// <summary>How often a row with label 1 counts, above 0 and on top of <see cref="Balanced"/>.</summary>
    public double PositiveWeight
    {
        get;
        init =>
            field =
                value > 0 && double.IsFinite(value)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(PositiveWeight),
                        $"PositiveWeight of LogisticRegression must be finite and above 0, got {value}."
                    );
    } = 1;

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public LogisticModel Fit(TabularData data, TrainingContext context)
    {
        var rows = data.Train;
        rows.Check("training");
        if (Array.FindIndex(rows.Labels, label => label is < 0 or > 1) is >= 0 and var wrong)
            throw new ArgumentException(
                $"Labels of LogisticRegression must be 0 to 1, row {wrong} has {rows.Labels[wrong]}."
            );
        if (rows.Labels.Distinct().Take(2).Count() < 2)
            throw new ArgumentException(
                $"All {rows.Count} training rows have the label {rows.Labels[0]}: LogisticRegression needs two different ones."
            );
        rows = ClassWeights.Of(rows, Balanced, PositiveWeight).Weigh(rows);

        var width = rows.Schema.Width;
        var (means, factors) = Standardisation.Of(rows);
        var total = rows.Weights is null ? rows.Count : rows.Weights.Sum(weight => (double)weight);
        var round = 0;
        // The last entry is the intercept.
        var solution = Lbfgs.Minimise(
            (point, gradient) =>
            {
                context.Progress?.Report(Math.Min(1, (double)round++ / Iterations));
                var coefficients = point.AsSpan(..width);
                var loss = LossOver(rows, means, factors, point, gradient, context);
                TensorPrimitives.MultiplyAdd(coefficients, L2, gradient.AsSpan(..width), gradient.AsSpan(..width));
                TensorPrimitives.Divide(gradient, total, gradient);
                return (loss + L2 / 2 * TensorPrimitives.SumOfSquares<double>(coefficients)) / total;
            },
            new double[width + 1],
            Iterations,
            tolerance: 1e-8
        );
        TensorPrimitives.Multiply(solution.AsSpan(..width), factors, solution.AsSpan(..width));
        return new LogisticModel(solution[..width], means, solution[width]);
    }

    /// <summary>The summed log loss and its gradient. Blocks are added in order, whatever thread computed them.</summary>
    private static double LossOver(
        LabelledRows rows,
        double[] means,
        double[] factors,
        double[] point,
        double[] gradient,
        TrainingContext context
    )
    {
        var width = means.Length;
        var blocks = new (double Loss, double[] Gradient)[(rows.Count + BlockRows - 1) / BlockRows];
        Parallel.For(
            0,
            blocks.Length,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            block =>
            {
                var (loss, slope, x) = (0.0, new double[width + 1], new double[width + 1]);
                x[width] = 1;
                for (var row = block * BlockRows; row < Math.Min(rows.Count, (block + 1) * BlockRows); row++)
                {
                    var values = rows.Row(row);
                    for (var j = 0; j < width; j++)
                        x[j] = float.IsNaN(values[j]) ? 0 : (values[j] - means[j]) * factors[j];
                    var logit = TensorPrimitives.Dot<double>(point, x);
                    var (label, weight) = (rows.Labels[row], rows.Weights?[row] ?? 1);
                    // log(1 + e^z) − label · z, without overflow
                    loss += weight * (Math.Max(logit, 0) + double.LogP1(Math.Exp(-Math.Abs(logit))) - label * logit);
                    TensorPrimitives.MultiplyAdd(x, weight * (LogisticModel.Sigmoid(logit) - label), slope, slope);
                }
                blocks[block] = (loss, slope);
            }
        );
        Array.Clear(gradient);
        foreach (var (_, slope) in blocks)
            TensorPrimitives.Add(gradient, slope, gradient);
        return blocks.Sum(block => block.Loss);
    }
}
