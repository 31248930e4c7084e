namespace Ninefold.Models.Tuning;

/// <summary>
/// Tries the given trainer, then parameters drawn at random (Bergstra and Bengio, 2012): better than a grid of as many
/// trials where few of the parameters matter. The result is never worse than the trainer it started from.
/// </summary>
/// <param name="Trials">How many trials in all, at least 1.</param>
/// <param name="Options">When it ends early, and which way is better.</param>
public sealed record RandomSearch(int Trials = 20, SearchOptions? Options = null)
{
    /// <summary>How many trials in all.</summary>
    public int Trials { get; } =
        Trials >= 1
            ? Trials
            : throw new ArgumentOutOfRangeException(
                nameof(Trials),
                $"RandomSearch needs at least 1 trial, got {Trials}."
            );

    /// <summary>Searches. The same seed tries the same trainers in the same order.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="start">The first trial; supplies what the space leaves alone.</param>
    /// <param name="objective">Fits a trainer and judges it on the validation part.</param>
    /// <param name="context">The seed, progress and cancellation of the search.</param>
    /// <param name="time">Times the trials.</param>
    /// <exception cref="InvalidOperationException">No trial had a finite value.</exception>
    public SearchReport<TTrainer> Run<TTrainer>(
        SearchSpace<TTrainer> space,
        TTrainer start,
        Func<TTrainer, double> objective,
        TrainingContext context,
        TimeProvider time
    )
    {
        var random = new Random(context.Seed);
        var drawn = Enumerable.Range(1, Trials - 1).Select(_ => space.Draw(start, random));
        return (Options ?? new()).Run([Candidate<TTrainer>.Of(start), .. drawn], objective, context, time);
    }
}
