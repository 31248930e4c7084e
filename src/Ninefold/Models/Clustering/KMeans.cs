using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Clustering;

/// <summary>
/// k-means (Lloyd, 1982) from centres that k-means++ spreads (Arthur and Vassilvitskii, 2007): clusters of least squared
/// distance over standardised columns; a missing value is its column's mean. Learns no labels. The score is a row's
/// distance from the nearest centre: how unlike the rest it is.
/// </summary>
/// <param name="Clusters">How many, at least 1; at most as many as rows differ are found.</param>
/// <param name="Restarts">How often it sets out anew, at least 1: the best is kept.</param>
/// <param name="Iterations">At most so many rounds, at least 1.</param>
public sealed record KMeans(int Clusters = 8, int Restarts = 5, int Iterations = 300) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "k-means",
            Parameters.AtLeast(Clusters, 1),
            Parameters.AtLeast(Restarts, 1),
            Parameters.AtLeast(Iterations, 1)
        );

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public KMeansModel Fit(TabularData data, TrainingContext context)
    {
        var rows = data.Train;
        rows.Check("training");
        var scale = Standardisation.Of(rows);
        var points = scale.Apply(rows);
        double[] weights = [.. Enumerable.Range(0, rows.Count).Select(row => (double)(rows.Weights?[row] ?? 1))];
        var random = new Random(context.Seed);
        var (best, least) = (Array.Empty<double[]>(), double.PositiveInfinity);
        for (var restart = 0; restart < Restarts; restart++)
        {
            var centres = Spread(points, weights, random);
            var spread = Refine(points, weights, centres, context);
            if (spread < least)
                (best, least) = (centres, spread);
            context.Progress?.Report((restart + 1.0) / Restarts);
        }
        return new([.. best.SelectMany(centre => centre)], scale.Means, scale.Factors);
    }

    /// <summary>Each next centre is a row, drawn by its squared distance from those that there are.</summary>
    private double[][] Spread(double[][] points, double[] weights, Random random)
    {
        var centres = new List<double[]>();
        var distances = Array.ConvertAll(points, _ => 1.0);
        while (centres.Count < Clusters)
        {
            var drawn = random.NextDouble() * TensorPrimitives.Dot<double>(distances, weights);
            var row = 0;
            while (row < points.Length - 1 && (drawn -= distances[row] * weights[row]) >= 0)
                row++;
            if (distances[row] == 0)
                break; // every row is a centre
            centres.Add(points[row].ToArray());
            for (var i = 0; i < points.Length; i++)
                distances[i] = Math.Min(
                    centres.Count == 1 ? double.MaxValue : distances[i],
                    Math.Pow(TensorPrimitives.Distance<double>(points[i], centres[^1]), 2)
                );
        }
        return [.. centres];
    }

    /// <summary>Moves the centres to the means of their rows until none changes.</summary>
    /// <returns>The summed squared distance.</returns>
    private double Refine(double[][] points, double[] weights, double[][] centres, TrainingContext context)
    {
        var nearest = new int[points.Length];
        Array.Fill(nearest, -1);
        var spread = 0.0;
        for (var (round, moved) = (0, true); round < Iterations && moved; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            (moved, spread) = (false, 0);
            for (var row = 0; row < points.Length; row++)
            {
                var (at, least) = (0, double.MaxValue);
                for (var k = 0; k < centres.Length; k++)
                    if (TensorPrimitives.Distance<double>(points[row], centres[k]) is var distance && distance < least)
                        (at, least) = (k, distance);
                moved |= nearest[row] != at;
                nearest[row] = at;
                spread += weights[row] * least * least;
            }
            var totals = new double[centres.Length];
            var sums = Array.ConvertAll(centres, centre => new double[centre.Length]);
            for (var row = 0; row < points.Length; row++)
            {
                totals[nearest[row]] += weights[row];
                TensorPrimitives.MultiplyAdd(points[row], weights[row], sums[nearest[row]], sums[nearest[row]]);
            }
            for (var k = 0; k < centres.Length; k++)
                if (totals[k] > 0)
                    TensorPrimitives.Divide(sums[k], totals[k], centres[k]);
        }
        return spread;
    }
}

/// <summary>Centres of clusters.</summary>
/// <param name="Centres">Standardised, centre by centre.</param>
/// <param name="Means">The training means, one a column.</param>
/// <param name="Factors">1 / the training deviations, one a column; 0 for a constant.</param>
public sealed record KMeansModel(double[] Centres, double[] Means, double[] Factors) : ITabularModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Means.Length;

    /// <summary>How many clusters there are.</summary>
    [JsonIgnore]
    public int Clusters => Centres.Length / Math.Max(1, Width);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        for (var row = 0; row < scores.Length; row++)
            scores[row] = Nearest(rows.Slice(row * Width, Width)).Distance;
    }

    /// <summary>The cluster of a row, from 0.</summary>
    /// <param name="row"><see cref="Width"/> values; NaN is a missing value.</param>
    public int Cluster(ReadOnlySpan<float> row) => Nearest(row).Cluster;

    private (int Cluster, double Distance) Nearest(ReadOnlySpan<float> row)
    {
        var (cluster, least) = (0, double.MaxValue);
        for (var k = 0; k < Clusters; k++)
        {
            var squared = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                var value = float.IsNaN(row[j]) ? 0 : (row[j] - Means[j]) * Factors[j];
                squared += (value - Centres[k * Width + j]) * (value - Centres[k * Width + j]);
            }
            if (squared < least)
                (cluster, least) = (k, squared);
        }
        return (cluster, Math.Sqrt(least));
    }
}
