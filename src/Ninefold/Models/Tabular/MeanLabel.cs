namespace Ninefold.Models.Tabular;

/// <summary>
/// The mean label of the training rows for every row, whatever its columns: the heuristic for a quantity, and for labels 0
/// and 1 the share of 1.
/// </summary>
public sealed record MeanLabel : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "mean-label";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows cannot be used; the message says what is wrong.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        data.Train.Check("training");
        return new ConstantScore(data.Train.Schema.Width, ClassWeights.PositiveShare(data.Train));
    }
}

/// <summary>One score for all rows.</summary>
/// <param name="Width">How many columns it expects.</param>
/// <param name="Value">The score; finite.</param>
public sealed record ConstantScore(int Width, double Value) : ITabularModel
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        scores.Fill(Value);
    }
}
