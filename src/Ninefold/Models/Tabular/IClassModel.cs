using System.Text.Json.Serialization;

namespace Ninefold.Models.Tabular;

/// <summary>
/// A tabular model of several classes. Its score is the expected label Σ k · P(k): of two classes the probability of 1,
/// of grades a score to rank by (Li, Burges and Wu, "McRank", 2007).
/// </summary>
public interface IClassModel : ITabularModel
{
    /// <summary>How many classes there are: labels are 0 to one less.</summary>
    [JsonIgnore]
    int Classes { get; }

    /// <summary>The probability of each class.</summary>
    /// <param name="row"><see cref="ITabularModel.Width"/> values; NaN is a missing value.</param>
    /// <param name="probabilities">Receives <see cref="Classes"/> values that sum to 1.</param>
    void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities);

    void ITabularModel.Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<double> probabilities = stackalloc double[Classes];
        for (var row = 0; row < scores.Length; row++)
        {
            Probabilities(rows.Slice(row * Width, Width), probabilities);
            scores[row] = 0;
            for (var k = 1; k < probabilities.Length; k++)
                scores[row] += k * probabilities[k];
        }
    }
}

/// <summary>What models of classes have in common.</summary>
internal static class ClassLabels
{
    /// <summary>Models keep a probability a class on the stack.</summary>
    public const int Most = 1000;

    /// <summary>How many classes the labels name: they are whole, from 0, and at least two differ.</summary>
    /// <exception cref="ArgumentException">They are not; the message says which.</exception>
    public static int Classes(this LabelledRows train, string trainer)
    {
        train.Check("training");
        if (Array.FindIndex(train.Labels, l => l < 0 || l >= Most || l != MathF.Floor(l)) is >= 0 and var wrong)
            throw new ArgumentException(
                $"Labels of {trainer} must be whole, 0 to {Most - 1}, row {wrong} has {train.Labels[wrong]}."
            );
        return train.Labels.Distinct().Take(2).Count() == 2
            ? (int)train.Labels.Max() + 1
            : throw new ArgumentException(
                $"All {train.Count} training rows have the label {train.Labels[0]}: {trainer} needs two different ones."
            );
    }

    /// <summary>From logarithms of anything proportional to the probabilities to the probabilities.</summary>
    public static void Normalise(Span<double> logs)
    {
        var (highest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var log in logs)
            highest = Math.Max(highest, log);
        foreach (ref var value in logs)
            sum += value = Math.Exp(value - highest);
        foreach (ref var value in logs)
            value /= sum;
    }
}
