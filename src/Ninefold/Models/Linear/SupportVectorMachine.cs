using System.Numerics.Tensors;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>How a support vector machine counts a row that is less than 1 on its side of the plane.</summary>
public enum HingeLoss
{
    /// <summary>By how much is lacking.</summary>
    Hinge,

    /// <summary>By its square.</summary>
    SquaredHinge,
}

/// <summary>
/// A linear support vector machine by dual coordinate descent (Hsieh et al., 2008, "A dual coordinate descent method for
/// large-scale linear SVM"): minimises Σ weight · loss + L2 / 2 · (‖coefficients‖² + intercept²), as scikit-learn's
/// LinearSVC does with C = 1 / L2. Columns are standardised within. Labels are 0 or 1; the score is the signed distance
/// from the plane, in margins: calibrate it. A missing value counts as its column's mean. Category codes are taken as
/// quantities: encode them one-hot.
/// </summary>
/// <param name="Loss">What is minimised.</param>
/// <param name="L2">The strength of the penalty, above 0.</param>
/// <param name="Iterations">At most so many rounds over the rows, at least 1.</param>
/// <param name="Tolerance">The steepest slope of the dual at which it ends, above 0.</param>
public sealed record SupportVectorMachine(
    HingeLoss Loss = HingeLoss.SquaredHinge,
    double L2 = 1,
    int Iterations = 1000,
    double Tolerance = 1e-4
) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "support-vector-machine",
            Enum.IsDefined(Loss) ? null : $"Loss must be one of {string.Join(", ", Enum.GetNames<HingeLoss>())}",
            Parameters.Above(L2, 0),
            Parameters.AtLeast(Iterations, 1),
            Parameters.Above(Tolerance, 0)
        );

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public LinearModel Fit(TabularData data, TrainingContext context)
    {
        var rows = data.Train;
        if (rows.Classes(Name) > 2)
            throw new ArgumentException($"Labels of {Name} must be 0 or 1, got {rows.Labels.Max()}.");
        var scale = Standardisation.Of(rows);
        var points = scale.Apply(rows, ones: 1);
        var squares = Array.ConvertAll(points, point => TensorPrimitives.SumOfSquares<double>(point));
        var plane = new double[rows.Schema.Width + 1];
        var duals = new double[rows.Count];
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        var random = new Random(context.Seed);
        for (var (round, steepest) = (0, double.MaxValue); round < Iterations && steepest > Tolerance; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress?.Report((double)round / Iterations);
            random.Shuffle(order);
            steepest = 0;
            foreach (var row in order)
            {
                var side = rows.Labels[row] == 1 ? 1 : -1;
                var cost = (rows.Weights?[row] ?? 1) / L2;
                var (most, ridge) = Loss == HingeLoss.Hinge ? (cost, 0) : (double.MaxValue, .5 / cost);
                var slope = side * TensorPrimitives.Dot(plane, points[row]) - 1 + ridge * duals[row];
                var next = Math.Clamp(duals[row] - slope / (squares[row] + ridge), 0, most);
                var step = next - duals[row];
                // Of a dual at its bound, only a slope inwards counts.
                if (step == 0)
                    continue;
                steepest = Math.Max(steepest, Math.Abs(slope));
                duals[row] = next;
                TensorPrimitives.MultiplyAdd(points[row], step * side, plane, plane);
            }
        }
        var coefficients = new double[scale.Means.Length];
        TensorPrimitives.Multiply(plane.AsSpan(..coefficients.Length), scale.Factors, coefficients);
        return new LinearModel(coefficients, scale.Means, plane[^1]);
    }
}
