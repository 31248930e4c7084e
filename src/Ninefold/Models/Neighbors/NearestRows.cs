using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// k nearest neighbours (Cover and Hart, 1967): the score is the mean label of the nearest training rows, for labels 0
/// and 1 the probability of 1. Distance is Euclidean over standardised columns; a missing value is its column's mean.
/// Category codes are taken as quantities: encode them one-hot. The model holds all training rows and looks at each.
/// </summary>
/// <param name="Neighbors">How many, 1 to 1,000.</param>
/// <param name="ByDistance">Whether a neighbour counts 1 / distance; those at distance 0 then count alone.</param>
public sealed record NearestRows(int Neighbors = 15, bool ByDistance = false) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } = Parameters.Check("nearest-rows", Parameters.Within(Neighbors, 1, 1001));

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public NearestRowsModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        data.Train.Check("training");
        var scale = Standardisation.Of(data.Train);
        return new(
            Math.Min(Neighbors, data.Train.Count),
            ByDistance,
            [.. scale.Apply(data.Train).SelectMany(row => row)],
            data.Train.Labels,
            data.Train.Weights,
            scale.Means,
            scale.Factors
        );
    }
}

/// <summary>Training rows and their labels.</summary>
/// <param name="Neighbors">How many of the rows count.</param>
/// <param name="ByDistance">See <see cref="NearestRows"/>.</param>
/// <param name="Rows">Standardised, row by row.</param>
/// <param name="Labels">One a row.</param>
/// <param name="Weights">How much each counts beside its distance; null where all count once.</param>
/// <param name="Means">The training means, one a column.</param>
/// <param name="Factors">1 / the training deviations, one a column.</param>
public sealed record NearestRowsModel(
    int Neighbors,
    bool ByDistance,
    double[] Rows,
    float[] Labels,
    float[]? Weights,
    double[] Means,
    double[] Factors
) : ITabularModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Means.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<int> nearest = stackalloc int[Neighbors];
        Span<double> shares = stackalloc double[Neighbors];
        for (var row = 0; row < scores.Length; row++)
        {
            Find(rows.Slice(row * Width, Width), nearest, shares);
            var (mean, low, high) = (0.0, double.MaxValue, double.MinValue);
            for (var i = 0; i < Neighbors; i++)
            {
                double label = Labels[nearest[i]];
                (mean, low, high) = (mean + shares[i] * label, Math.Min(low, label), Math.Max(high, label));
            }
            // Rounding must not make a probability above 1.
            scores[row] = Math.Clamp(mean, low, high);
        }
    }

    /// <summary>The share of each label among the nearest rows.</summary>
    /// <param name="row"><see cref="Width"/> values.</param>
    /// <param name="probabilities">Receives one a class; labels are whole, from 0, and below its length.</param>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        Span<int> nearest = stackalloc int[Neighbors];
        Span<double> shares = stackalloc double[Neighbors];
        Find(row, nearest, shares);
        probabilities.Clear();
        for (var i = 0; i < Neighbors; i++)
            probabilities[(int)Labels[nearest[i]]] += shares[i];
        foreach (ref var probability in probabilities)
            probability = Math.Min(1, probability);
    }

    /// <summary>The nearest rows, the closest first, equal ones by number; and what each counts, together 1.</summary>
    public void Find(ReadOnlySpan<float> row, Span<int> nearest, Span<double> shares)
    {
        var found = 0;
        for (var other = 0; other < Labels.Length; other++)
        {
            var squared = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                var own = float.IsNaN(row[j]) ? 0 : (row[j] - Means[j]) * Factors[j];
                squared += (own - Rows[other * Width + j]) * (own - Rows[other * Width + j]);
            }
            if (found == Neighbors && squared >= shares[found - 1])
                continue;
            var place = found < Neighbors ? found++ : found - 1;
            for (; place > 0 && shares[place - 1] > squared; place--)
                (nearest[place], shares[place]) = (nearest[place - 1], shares[place - 1]);
            (nearest[place], shares[place]) = (other, squared);
        }
        var (exact, sum) = (shares[0] == 0, 0.0);
        for (var i = 0; i < Neighbors; i++)
        {
            var close =
                !ByDistance ? 1
                : exact ? (shares[i] == 0 ? 1 : 0)
                : 1 / Math.Sqrt(shares[i]);
            sum += shares[i] = close * (Weights?[nearest[i]] ?? 1);
        }
        for (var i = 0; i < Neighbors; i++)
            shares[i] /= sum;
    }
}
