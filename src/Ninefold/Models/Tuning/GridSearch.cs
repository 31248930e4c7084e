namespace Ninefold.Models.Tuning;

/// <summary>Tries every combination of evenly spread values: for one to three parameters.</summary>
/// <param name="Points">How many values of each range, at least 2; a <see cref="Choice{TValue}"/> gives all of its.</param>
/// <param name="Options">When it ends early, and which way is better.</param>
public sealed record GridSearch(int Points = 3, SearchOptions? Options = null)
{
    /// <summary>How many values of each range.</summary>
    public int Points { get; } =
        Points >= 2
            ? Points
            : throw new ArgumentOutOfRangeException(
                nameof(Points),
                $"GridSearch needs at least 2 points, got {Points}."
            );

    /// <summary>Searches; the last parameter of the space changes fastest.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="start">Supplies what the space leaves alone.</param>
    /// <param name="objective">Fits a trainer and judges it on the validation part.</param>
    /// <param name="context">The progress and cancellation of the search.</param>
    /// <param name="time">Times the trials.</param>
    /// <exception cref="InvalidOperationException">No trial had a finite value.</exception>
    public SearchReport<TTrainer> Run<TTrainer>(
        SearchSpace<TTrainer> space,
        TTrainer start,
        Func<TTrainer, double> objective,
        TrainingContext context,
        TimeProvider time
    ) => (Options ?? new()).Run([.. space.Grid(start, Points)], objective, context, time);
}
