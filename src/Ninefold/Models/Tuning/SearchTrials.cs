using System.Runtime.ExceptionServices;

namespace Ninefold.Models.Tuning;

/// <summary>Does the trials of a search, batch by batch, and remembers them.</summary>
/// <param name="options">How, and which way is better.</param>
/// <param name="context">Threads, progress and cancellation.</param>
/// <param name="time">Times the trials.</param>
/// <param name="total">How many trials there may be.</param>
internal sealed class SearchTrials<TTrainer>(
    SearchOptions options,
    TrainingContext context,
    TimeProvider time,
    int total
)
{
    private readonly List<Trial<TTrainer>> trials = [];
    private Trial<TTrainer>? best;
    private double toBeat = double.PositiveInfinity;
    private int sinceBest;

    /// <summary>How many trials are still to be had.</summary>
    public int Left => sinceBest >= options.Patience ? 0 : total - trials.Count;

    /// <summary>Tries a batch side by side.</summary>
    /// <param name="batch">What is tried.</param>
    /// <param name="budget">The share of the work that each gets, above 0 to 1.</param>
    /// <param name="objective">Of a trainer and a budget.</param>
    public IReadOnlyList<Trial<TTrainer>> Try(
        IReadOnlyList<Candidate<TTrainer>> batch,
        double budget,
        Func<TTrainer, double, double> objective
    )
    {
        var done = Run(
            options,
            context,
            time,
            trials.Count,
            batch,
            budget,
            (trainer, share) => [objective(trainer, share)]
        );
        var first = trials.Count;
        foreach (var (candidate, (values, seconds)) in batch.Zip(done))
            Add(
                new(candidate.Trainer, candidate.Parameters, values[0], seconds)
                {
                    Point = candidate.Point,
                    Budget = budget,
                }
            );
        return trials[first..];
    }

    /// <exception cref="InvalidOperationException">No trial had a finite value.</exception>
    public SearchReport<TTrainer> Report() =>
        best is not null
            ? new(best, trials)
            : throw new InvalidOperationException($"None of {trials.Count} trials had a finite value.");

    private void Add(Trial<TTrainer> trial)
    {
        trials.Add(trial);
        context.Progress?.Report((double)trials.Count / total);
        var loss = options.Loss(trial.Value);
        sinceBest++;
        if (loss < toBeat - options.Tolerance || (double.IsInfinity(toBeat) && double.IsFinite(loss)))
            (toBeat, sinceBest) = (loss, 0);
        if (
            double.IsFinite(loss)
            && (
                best is null
                || trial.Budget > best.Budget
                || (trial.Budget == best.Budget && loss < options.Loss(best.Value))
            )
        )
            best = trial;
    }

    /// <summary>Asks the objective of each candidate, or the journal where it knows.</summary>
    /// <param name="first">The number of the first candidate among all trials.</param>
    public static (IReadOnlyList<double> Values, double Seconds)[] Run(
        SearchOptions options,
        TrainingContext context,
        TimeProvider time,
        int first,
        IReadOnlyList<Candidate<TTrainer>> batch,
        double budget,
        Func<TTrainer, double, IReadOnlyList<double>> objective
    )
    {
        var done = new (IReadOnlyList<double>, double)[batch.Count];
        if (batch.Count == 1 || context.Threads == 1)
            for (var i = 0; i < batch.Count; i++)
                done[i] = One(i);
        else
            try
            {
                Parallel.For(
                    0,
                    batch.Count,
                    new ParallelOptions
                    {
                        MaxDegreeOfParallelism = context.Threads,
                        CancellationToken = context.Cancellation,
                    },
                    i => done[i] = One(i)
                );
            }
            catch (AggregateException e)
            {
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            }
        return done;

        (IReadOnlyList<double>, double) One(int i)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (options.Journal?.Find(first + i, batch[i].Point, budget) is { } known)
                return known;
            var started = time.GetTimestamp();
            var values = objective(batch[i].Trainer, budget);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            options.Journal?.Save(first + i, batch[i].Point, budget, values, seconds);
            return (values, seconds);
        }
    }
}
