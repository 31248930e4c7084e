using System.Numerics.Tensors;

namespace Ninefold.Data.Sampling;

/// <summary>
/// Active learning: which rows to ask a person about next. A measure says how much would be learned from each row's label,
/// and <see cref="Top"/> takes the most. Settles, "Active learning literature survey" (2009).
/// </summary>
public static class QuerySelection
{
    /// <summary>How unsure a model is of its best class: 1 less its probability, in [0, 1).</summary>
    /// <param name="probabilities">One a class, 1 together; at least one.</param>
    public static double Uncertainty(ReadOnlySpan<double> probabilities) => 1 - TensorPrimitives.Max(probabilities);

    /// <summary>How near the two best classes are: 1 less the difference of their probabilities, in [0, 1].</summary>
    /// <param name="probabilities">One a class, 1 together; at least two.</param>
    public static double Margin(ReadOnlySpan<double> probabilities)
    {
        var (best, second) = (double.NegativeInfinity, double.NegativeInfinity);
        foreach (var p in probabilities)
            (best, second) = p > best ? (p, best) : (best, Math.Max(second, p));
        return 1 - (best - second);
    }

    /// <summary>The entropy of the classes in nats, from 0 for certainty to ln of the number of classes.</summary>
    /// <param name="probabilities">One a class, 1 together.</param>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        var entropy = 0.0;
        foreach (var p in probabilities)
            entropy -= p > 0 ? p * Math.Log(p) : 0;
        return entropy;
    }

    /// <summary>
    /// How far the members of a committee disagree: the entropy of their votes in nats. Dagan and Engelson,
    /// "Committee-based sampling for training probabilistic classifiers" (1995).
    /// </summary>
    /// <param name="votes">The class that each member gives; at least one.</param>
    public static double VoteEntropy(IReadOnlyCollection<int> votes) =>
        Entropy([.. votes.CountBy(vote => vote).Select(c => (double)c.Value / votes.Count)]);

    /// <summary>
    /// Weighs a measure by how much of the data lies near a row, so that odd rows are not asked about: measure ·
    /// densityᵝ, where density is the mean of (1 + cosine) / 2 to all rows. Settles and Craven (2008).
    /// </summary>
    /// <param name="measure">One a row, at least 0.</param>
    /// <param name="vectors">One a row, of the same length.</param>
    /// <param name="beta">How much density counts, at least 0.</param>
    /// <exception cref="ArgumentException">There is not one vector a row, or beta is out of range.</exception>
    public static double[] WeighByDensity(
        IReadOnlyList<double> measure,
        IReadOnlyList<float[]> vectors,
        double beta = 1
    )
    {
        if (measure.Count != vectors.Count || !(beta >= 0 && double.IsFinite(beta)))
            throw new ArgumentException(
                $"{measure.Count} rows need as many vectors, got {vectors.Count}, and beta must be finite and at least 0, got {beta}."
            );
        if (vectors.Count == 0)
            return [];
        // The mean cosine to all rows is the product with the mean of the unit vectors.
        var mean = new float[vectors[0].Length];
        var units = vectors.Select(Unit).ToArray();
        foreach (var unit in units)
            TensorPrimitives.MultiplyAdd(unit, 1f / units.Length, mean, mean);
        return
        [
            .. measure.Select(
                (value, row) => value * Math.Pow((1 + TensorPrimitives.Dot<float>(units[row], mean)) / 2.0, beta)
            ),
        ];
    }

    /// <summary>The rows from which most would be learned, most first; of equals the first row.</summary>
    /// <param name="measure">One a row.</param>
    /// <param name="count">How many rows; all where there are fewer.</param>
    /// <exception cref="ArgumentException">A measure is not a number.</exception>
    public static int[] Top(IReadOnlyList<double> measure, int count) =>
        measure.Any(double.IsNaN)
            ? throw new ArgumentException("The measure of every row must be a number.", nameof(measure))
            : [.. Enumerable.Range(0, measure.Count).OrderByDescending(row => measure[row]).Take(count)];

    private static float[] Unit(float[] vector)
    {
        var unit = new float[vector.Length];
        if (TensorPrimitives.Norm<float>(vector) is > 0 and var norm)
            TensorPrimitives.Divide(vector, norm, unit);
        return unit;
    }
}
