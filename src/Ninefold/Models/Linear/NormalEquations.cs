using System.Numerics.Tensors;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>All that a squared error needs to know of the rows: the products of standardised, centred columns.</summary>
/// <param name="Scale">The standardisation.</param>
/// <param name="Gram">Σ weight · x xᵀ, a row a column.</param>
/// <param name="Moments">Σ weight · x · label.</param>
/// <param name="Centre">The weighted means of the standardised columns, not 0 where rows have weights.</param>
/// <param name="MeanLabel">The weighted mean of the labels.</param>
/// <param name="Weight">The weights' sum.</param>
internal sealed record NormalEquations(
    Standardisation Scale,
    double[][] Gram,
    double[] Moments,
    double[] Centre,
    double MeanLabel,
    double Weight
)
{
    private const int RowsBetweenChecks = 1024;

    /// <exception cref="ArgumentException">The rows cannot be used.</exception>
    public static NormalEquations Of(LabelledRows rows, TrainingContext context)
    {
        rows.Check("training");
        var scale = Standardisation.Of(rows);
        var width = rows.Schema.Width;
        var (x, centre, meanLabel, total) = (new double[width], new double[width], 0.0, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            double weight = rows.Weights?[row] ?? 1;
            scale.Apply(rows.Row(row), x);
            TensorPrimitives.MultiplyAdd(x, weight, centre, centre);
            (meanLabel, total) = (meanLabel + weight * rows.Labels[row], total + weight);
        }
        TensorPrimitives.Divide(centre, total, centre);
        meanLabel /= total;
        var gram = new double[width][];
        for (var j = 0; j < width; j++)
            gram[j] = new double[width];
        var moments = new double[width];
        for (var row = 0; row < rows.Count; row++)
        {
            if (row % RowsBetweenChecks == 0)
                context.Cancellation.ThrowIfCancellationRequested();
            double weight = rows.Weights?[row] ?? 1;
            scale.Apply(rows.Row(row), x);
            TensorPrimitives.Subtract(x, centre, x);
            for (var j = 0; j < width; j++)
                TensorPrimitives.MultiplyAdd(x, weight * x[j], gram[j], gram[j]);
            TensorPrimitives.MultiplyAdd(x, weight * (rows.Labels[row] - meanLabel), moments, moments);
        }
        return new(scale, gram, moments, centre, meanLabel, total);
    }

    /// <summary>The model of a solution, in the columns' own units.</summary>
    public LinearModel Model(double[] solution)
    {
        var coefficients = new double[solution.Length];
        TensorPrimitives.Multiply(solution, Scale.Factors, coefficients);
        return new(coefficients, Scale.Means, MeanLabel - TensorPrimitives.Dot<double>(solution, Centre));
    }
}
