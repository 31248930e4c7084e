using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using MathNet.Numerics.LinearAlgebra;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Decomposition;

/// <summary>
/// The directions in which rows differ most (Pearson, 1901): principal components of standardised columns, or, not
/// centred, the truncated singular value decomposition of the columns as they are. A missing value is its column's mean,
/// not centred 0. Learns no labels. The score is the squared distance from what the components can say: how unlike the
/// rest a row is. Time is cubic in the columns.
/// </summary>
/// <param name="Components">How many directions, at least 1; never more than columns.</param>
/// <param name="Centred">Whether columns are standardised.</param>
public sealed record PrincipalComponents(int Components = 2, bool Centred = true) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(Centred ? "principal-components" : "truncated-svd", Parameters.AtLeast(Components, 1));

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public PrincipalComponentsModel Fit(TabularData data, TrainingContext context)
    {
        var rows = data.Train;
        rows.Check("training");
        var width = rows.Schema.Width;
        var scale = Centred ? Standardisation.Of(rows) : new(new double[width], [.. Enumerable.Repeat(1.0, width)]);
        var sums = new double[width * width]; // the lower triangle, row by row
        var (point, total) = (new double[width], 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            if (row % 1024 == 0)
                context.Cancellation.ThrowIfCancellationRequested();
            double weight = rows.Weights?[row] ?? 1;
            total += weight;
            scale.Apply(rows.Row(row), point);
            for (var i = 0; i < width; i++)
            {
                var part = sums.AsSpan(i * width, i + 1);
                if (point[i] != 0)
                    TensorPrimitives.MultiplyAdd(point.AsSpan(..(i + 1)), weight * point[i], part, part);
            }
        }
        var gram = Matrix<double>.Build.Dense(width, width, (i, j) => sums[Math.Max(i, j) * width + Math.Min(i, j)]);
        var parts = gram.Evd(Symmetricity.Symmetric);
        var count = Math.Min(Components, width);
        var (directions, strengths) = (new double[count * width], new double[count]);
        for (var k = 0; k < count; k++)
        {
            // Ascending eigenvalues; of both signs the one whose largest entry is above 0.
            var direction = parts.EigenVectors.Column(width - 1 - k);
            direction *= Math.Sign(direction[direction.AbsoluteMaximumIndex()]);
            direction.AsArray().CopyTo(directions, k * width);
            strengths[k] = Math.Max(0, parts.EigenValues[width - 1 - k].Real) / total;
        }
        return new(directions, strengths, scale.Means, scale.Factors);
    }
}

/// <summary>Orthogonal directions of length 1.</summary>
/// <param name="Directions">Direction by direction, one entry a column.</param>
/// <param name="Strengths">The mean square of the rows along each, descending.</param>
/// <param name="Means">What is subtracted from each column.</param>
/// <param name="Factors">What it is then multiplied by.</param>
public sealed record PrincipalComponentsModel(double[] Directions, double[] Strengths, double[] Means, double[] Factors)
    : ITabularModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Means.Length;

    /// <summary>How many directions there are.</summary>
    [JsonIgnore]
    public int Components => Strengths.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var values = rows.Slice(row * Width, Width);
            var left = 0.0;
            for (var j = 0; j < Width; j++)
                left += Value(values, j) * Value(values, j);
            for (var k = 0; k < Components; k++)
                left -= Along(values, k) * Along(values, k);
            scores[row] = Math.Max(0, left);
        }
    }

    /// <summary>A row in fewer numbers.</summary>
    /// <param name="row"><see cref="Width"/> values; NaN is a missing value.</param>
    /// <param name="projection">Receives <see cref="Components"/> values.</param>
    public void Project(ReadOnlySpan<float> row, Span<double> projection)
    {
        for (var k = 0; k < Components; k++)
            projection[k] = Along(row, k);
    }

    private double Along(ReadOnlySpan<float> row, int direction)
    {
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
            sum += Directions[direction * Width + j] * Value(row, j);
        return sum;
    }

    private double Value(ReadOnlySpan<float> row, int column) =>
        float.IsNaN(row[column]) ? 0 : (row[column] - Means[column]) * Factors[column];
}
