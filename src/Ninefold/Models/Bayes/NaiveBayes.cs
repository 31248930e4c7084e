using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Bayes;

/// <summary>How a column's values are distributed within a class.</summary>
public enum BayesKind
{
    /// <summary>Normally: for quantities.</summary>
    Gaussian,

    /// <summary>As counts of things drawn with a probability each, such as words; values are at least 0.</summary>
    Multinomial,

    /// <summary>Above 0 with a probability, else not.</summary>
    Bernoulli,
}

/// <summary>
/// Naive Bayes: within a class the columns are taken to be independent. Labels are whole, from 0. Learns in one pass and
/// from few rows, and is surer than it should be: calibrate it. A missing value says nothing.
/// </summary>
/// <param name="Kind">How values are distributed.</param>
/// <param name="Smoothing">
/// Of counts: what is added to each, above 0. A Gaussian's variances are raised by a billionth of the largest.
/// </param>
public sealed record NaiveBayes(BayesKind Kind = BayesKind.Gaussian, double Smoothing = 1) : ITabularTrainer
{
    private const double VarianceShare = 1e-9;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "naive-bayes",
            Enum.IsDefined(Kind) ? null : $"Kind must be one of {string.Join(", ", Enum.GetNames<BayesKind>())}",
            Parameters.Above(Smoothing, 0)
        );

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public NaiveBayesModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = data.Train;
        var (classes, width) = (rows.Classes(Name), rows.Schema.Width);
        if (Kind == BayesKind.Multinomial && Array.FindIndex(rows.Values, v => v < 0) is >= 0 and var wrong)
            throw new ArgumentException(
                $"Values of a multinomial naive-bayes must be at least 0, value {wrong} is {rows.Values[wrong]}."
            );
        // A class after the other: of its rows, and of each column the weight that is known, the sum and that of squares.
        var (ofClass, known) = (new double[classes], new double[classes * width]);
        var (sums, squares) = (new double[classes * width], new double[classes * width]);
        for (var pass = 0; pass < 2; pass++)
        for (var row = 0; row < rows.Count; row++)
        {
            var k = (int)rows.Labels[row];
            double weight = rows.Weights?[row] ?? 1;
            ofClass[k] += pass == 0 ? weight : 0;
            var values = rows.Row(row);
            for (var j = 0; j < width; j++)
            {
                var at = k * width + j;
                if (float.IsNaN(values[j]))
                    continue;
                if (pass == 0)
                {
                    known[at] += weight;
                    sums[at] += weight * (Kind == BayesKind.Bernoulli ? (values[j] > 0 ? 1 : 0) : values[j]);
                }
                else
                    squares[at] += weight * Math.Pow(values[j] - sums[at] / known[at], 2);
            }
        }
        var total = ofClass.Sum();
        double[] priors = [.. ofClass.Select(weight => Math.Log(weight / total))];
        var (first, second) = Kind switch
        {
            BayesKind.Gaussian => Gaussian(rows, known, sums, squares),
            BayesKind.Multinomial => (Shares(sums, width), []),
            _ => (
                Map(at => Math.Log((sums[at] + Smoothing) / (known[at] + 2 * Smoothing))),
                Map(at => Math.Log((known[at] - sums[at] + Smoothing) / (known[at] + 2 * Smoothing)))
            ),
        };
        return new(Kind, width, priors, first, second);

        double[] Map(Func<int, double> value) => [.. Enumerable.Range(0, known.Length).Select(value)];
    }

    private double[] Shares(double[] sums, int width) =>
        [
            .. sums.Chunk(Math.Max(1, width))
                .SelectMany(ofClass =>
                    ofClass.Select(sum => Math.Log((sum + Smoothing) / (ofClass.Sum() + width * Smoothing)))
                ),
        ];

    /// <summary>Means and variances; of a column that is never known in a class those of a standard normal.</summary>
    private static (double[] Means, double[] Variances) Gaussian(
        LabelledRows rows,
        double[] known,
        double[] sums,
        double[] squares
    )
    {
        var scale = Standardisation.Of(rows);
        var largest = scale
            .Factors.Where(factor => factor > 0)
            .Select(factor => 1 / (factor * factor))
            .DefaultIfEmpty(1)
            .Max();
        var least = VarianceShare * largest;
        return (
            [.. sums.Select((sum, at) => known[at] > 0 ? sum / known[at] : 0)],
            [.. squares.Select((square, at) => known[at] > 0 ? square / known[at] + least : 1)]
        );
    }
}

/// <summary>Probabilities in proportion to the prior times the likelihood of each column.</summary>
/// <param name="Kind">How values are distributed.</param>
/// <param name="Width">How many columns there are.</param>
/// <param name="LogPriors">One a class; −∞ for one that was never seen.</param>
/// <param name="First">Class by class, one a column: the mean, or the logarithm of a probability.</param>
/// <param name="Second">The variance, or the logarithm of the probability of 0; empty for a multinomial.</param>
public sealed record NaiveBayesModel(BayesKind Kind, int Width, double[] LogPriors, double[] First, double[] Second)
    : IClassModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Classes => LogPriors.Length;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        for (var k = 0; k < LogPriors.Length; k++)
        {
            var log = LogPriors[k];
            for (var j = 0; j < row.Length; j++)
            {
                var at = k * Width + j;
                if (!float.IsNaN(row[j]))
                    log += Kind switch
                    {
                        BayesKind.Gaussian => -.5
                            * (Math.Log(2 * Math.PI * Second[at]) + Math.Pow(row[j] - First[at], 2) / Second[at]),
                        BayesKind.Multinomial => row[j] * First[at],
                        _ => row[j] > 0 ? First[at] : Second[at],
                    };
            }
            probabilities[k] = log;
        }
        ClassLabels.Normalise(probabilities);
    }
}
