using System.Text.Json.Serialization;

namespace Ninefold.Models.Tabular;

/// <summary>
/// The share of each class among the training rows for every row, whatever its columns: the heuristic for several classes,
/// whose most probable one is always the most frequent. Labels are whole, from 0.
/// </summary>
public sealed record ClassShares : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "class-shares";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = data.Train;
        var shares = new double[rows.Classes(Name)];
        for (var row = 0; row < rows.Count; row++)
            shares[(int)rows.Labels[row]] += rows.Weights?[row] ?? 1;
        var total = shares.Sum();
        return new ClassSharesModel(rows.Schema.Width, [.. shares.Select(share => share / total)]);
    }
}

/// <summary>The same probabilities for all rows.</summary>
/// <param name="Width">How many columns it expects.</param>
/// <param name="Shares">The probability of each class; they sum to 1.</param>
public sealed record ClassSharesModel(int Width, double[] Shares) : IClassModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Classes => Shares.Length;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities) => Shares.CopyTo(probabilities);
}
