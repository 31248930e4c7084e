namespace Ninefold.Models.Tuning;

/// <summary>What a search tried and what was best.</summary>
/// <param name="Best">The trial with the best finite value; the earlier one among equals.</param>
/// <param name="Trials">All trials, in order.</param>
public sealed record SearchReport<TTrainer>(Trial<TTrainer> Best, IReadOnlyList<Trial<TTrainer>> Trials);

/// <summary>One trainer that was tried.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Parameters">What was set, by name; empty for the trainer that the search started from.</param>
/// <param name="Value">What the objective returned.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Trial<TTrainer>(
    TTrainer Trainer,
    IReadOnlyDictionary<string, string> Parameters,
    double Value,
    double Seconds
);

/// <summary>How long a search goes on, and which way is better.</summary>
/// <param name="Patience">It ends after so many trials without improvement, at least 1; null never ends early.</param>
/// <param name="HigherIsBetter">Whether the objective is to be large; false for losses.</param>
public sealed record SearchOptions(int? Patience = null, bool HigherIsBetter = true)
{
    /// <summary>It ends after so many trials without improvement; null never ends early.</summary>
    public int? Patience { get; } =
        Patience is null or >= 1
            ? Patience
            : throw new ArgumentOutOfRangeException(
                nameof(Patience),
                $"The patience must be at least 1, got {Patience}."
            );

    internal SearchReport<TTrainer> Run<TTrainer>(
        IReadOnlyCollection<Candidate<TTrainer>> candidates,
        Func<TTrainer, double> objective,
        TrainingContext context,
        TimeProvider time
    )
    {
        var trials = new List<Trial<TTrainer>>();
        Trial<TTrainer>? best = null;
        var sinceBest = 0;
        foreach (var (trainer, parameters) in candidates)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            var value = objective(trainer);
            trials.Add(new(trainer, parameters, value, time.GetElapsedTime(started).TotalSeconds));
            context.Progress?.Report((double)trials.Count / candidates.Count);
            sinceBest++;
            if (double.IsFinite(value) && (best is null || (HigherIsBetter ? value > best.Value : value < best.Value)))
                (best, sinceBest) = (trials[^1], 0);
            if (sinceBest >= Patience)
                break;
        }
        return best is not null
            ? new(best, trials)
            : throw new InvalidOperationException($"None of {trials.Count} trials had a finite value.");
    }
}
