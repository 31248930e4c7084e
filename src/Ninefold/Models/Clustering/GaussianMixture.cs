using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using MathNet.Numerics.LinearAlgebra;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Clustering;

/// <summary>
/// A mixture of Gaussians with full covariances, by expectation maximisation (Dempster, Laird and Rubin, 1977) from the
/// clusters of <see cref="KMeans"/>, over standardised columns; a missing value is its column's mean. Learns no labels,
/// and takes weights for the start only. The score is minus the log density: how unlikely a row is. Time is cubic in the
/// columns.
/// </summary>
/// <param name="Components">How many, at least 1.</param>
/// <param name="Restarts">How often it sets out anew, at least 1: the likeliest is kept.</param>
/// <param name="Iterations">At most so many rounds, at least 1.</param>
/// <param name="Regularization">Added to the variances, above 0, so that a component cannot shrink to a point.</param>
public sealed record GaussianMixture(
    int Components = 4,
    int Restarts = 3,
    int Iterations = 200,
    double Regularization = 1e-6
) : ITabularTrainer
{
    private const double Tolerance = 1e-9;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "gaussian-mixture",
            Parameters.AtLeast(Components, 1),
            Parameters.AtLeast(Restarts, 1),
            Parameters.AtLeast(Iterations, 1),
            Parameters.Above(Regularization, 0)
        );

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public GaussianMixtureModel Fit(TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        var scale = Standardisation.Of(data.Train);
        var points = scale.Apply(data.Train);
        var (best, most) = (default(GaussianMixtureModel), double.NegativeInfinity);
        for (var restart = 0; restart < Restarts; restart++)
        {
            var start = new KMeans(Components, Restarts: 1).Fit(
                data,
                context with
                {
                    Seed = context.Seed + restart,
                    Progress = null,
                }
            );
            var shares = Array.ConvertAll(points, _ => new double[start.Clusters]);
            for (var row = 0; row < points.Length; row++)
                shares[row][start.Cluster(data.Train.Row(row))] = 1;
            var (model, likelihood) = Climb(points, shares, scale, context);
            if (likelihood > most)
                (best, most) = (model, likelihood);
            context.Progress?.Report((restart + 1.0) / Restarts);
        }
        return best!;
    }

    private (GaussianMixtureModel Model, double Likelihood) Climb(
        double[][] points,
        double[][] shares,
        Standardisation scale,
        TrainingContext context
    )
    {
        var (last, round) = (double.NegativeInfinity, 0);
        while (true)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var model = Of(points, shares, scale);
            var likelihood = 0.0;
            for (var row = 0; row < points.Length; row++)
                likelihood += model.Shares(points[row], shares[row]) / points.Length;
            if (likelihood - last < Tolerance || ++round == Iterations)
                return (model, likelihood);
            last = likelihood;
        }
    }

    /// <summary>The likeliest mixture where each row belongs to each component by a share.</summary>
    private GaussianMixtureModel Of(double[][] points, double[][] shares, Standardisation scale)
    {
        var (width, count) = (scale.Means.Length, shares[0].Length);
        var (logs, centres, roots) = (new double[count], new double[count * width], new double[count * width * width]);
        for (var k = 0; k < count; k++)
        {
            var total = 10 * double.Epsilon + shares.Sum(share => share[k]);
            var centre = centres.AsSpan(k * width, width);
            for (var row = 0; row < points.Length; row++)
                TensorPrimitives.MultiplyAdd(points[row], shares[row][k] / total, centre, centre);
            var (sums, apart) = (new double[width * width], new double[width]); // the lower triangle, row by row
            for (var row = 0; row < points.Length; row++)
            {
                TensorPrimitives.Subtract(points[row], centre, apart);
                for (var i = 0; i < width; i++)
                {
                    var part = sums.AsSpan(i * width, i + 1);
                    TensorPrimitives.MultiplyAdd(
                        apart.AsSpan(..(i + 1)),
                        shares[row][k] / total * apart[i],
                        part,
                        part
                    );
                }
            }
            var covariance = Matrix<double>.Build.Dense(
                width,
                width,
                (i, j) => sums[Math.Max(i, j) * width + Math.Min(i, j)] + (i == j ? Regularization : 0)
            );
            var root = covariance.Cholesky().Factor;
            var inverse = root.LowerTriangle().Inverse();
            for (var i = 0; i < width; i++)
            for (var j = 0; j <= i; j++)
                roots[(k * width + i) * width + j] = inverse[i, j];
            logs[k] =
                Math.Log(total / points.Length) - width / 2.0 * Math.Log(2 * Math.PI) - root.Diagonal().Sum(Math.Log);
        }
        return new(logs, centres, roots, scale.Means, scale.Factors);
    }
}

/// <summary>A density: the sum of Gaussians.</summary>
/// <param name="LogHeights">One a component: the logarithm of its share times its density at the centre.</param>
/// <param name="Centres">Standardised, centre by centre.</param>
/// <param name="Roots">Of each component the inverse of its covariance's Cholesky root, row by row.</param>
/// <param name="Means">The training means, one a column.</param>
/// <param name="Factors">1 / the training deviations, one a column; 0 for a constant.</param>
public sealed record GaussianMixtureModel(
    double[] LogHeights,
    double[] Centres,
    double[] Roots,
    double[] Means,
    double[] Factors
) : ITabularModel
{
    private const int MostOnStack = 512;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Means.Length;

    /// <summary>How many components there are.</summary>
    [JsonIgnore]
    public int Components => LogHeights.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<double> shares = stackalloc double[Components];
        Span<double> point = Width <= MostOnStack ? stackalloc double[Width] : new double[Width];
        for (var row = 0; row < scores.Length; row++)
        {
            Standardisation.Apply(rows.Slice(row * Width, Width), Means, Factors, point);
            scores[row] = -Shares(point, shares);
        }
    }

    /// <summary>The probability of each component that a row is of it.</summary>
    /// <param name="row"><see cref="Width"/> values; NaN is a missing value.</param>
    /// <param name="shares">Receives <see cref="Components"/> values that sum to 1.</param>
    public void Memberships(ReadOnlySpan<float> row, Span<double> shares)
    {
        var point = new double[Width];
        Standardisation.Apply(row, Means, Factors, point);
        Shares(point, shares);
    }

    /// <summary>The log density of a standardised row, and the components' shares of it.</summary>
    internal double Shares(ReadOnlySpan<double> point, Span<double> shares)
    {
        var highest = double.NegativeInfinity;
        Span<double> apart = Width <= MostOnStack ? stackalloc double[Width] : new double[Width];
        for (var k = 0; k < Components; k++)
        {
            var squared = 0.0;
            TensorPrimitives.Subtract(point, Centres.AsSpan(k * Width, Width), apart);
            for (var i = 0; i < Width; i++)
            {
                var part = TensorPrimitives.Dot<double>(Roots.AsSpan((k * Width + i) * Width, i + 1), apart[..(i + 1)]);
                squared += part * part;
            }
            shares[k] = LogHeights[k] - squared / 2;
            highest = Math.Max(highest, shares[k]);
        }
        var sum = 0.0;
        for (var k = 0; k < Components; k++)
            sum += Math.Exp(shares[k] - highest);
        ClassLabels.Normalise(shares);
        return highest + Math.Log(sum);
    }
}
