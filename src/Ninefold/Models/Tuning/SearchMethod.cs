namespace Ninefold.Models.Tuning;

/// <summary>A way to search: what is tried next, given what was tried. The same seed tries the same in the same order.</summary>
/// <param name="Options">How it goes on, and which way is better.</param>
public abstract record SearchMethod(SearchOptions? Options)
{
    /// <summary>Searches.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="start">Supplies what the space leaves alone. The first trial, but of a grid.</param>
    /// <param name="objective">Fits a trainer and judges it on the validation part; safe for concurrent use where trials are parallel.</param>
    /// <param name="context">The seed, threads, progress and cancellation of the search.</param>
    /// <param name="time">Times the trials.</param>
    /// <exception cref="ArgumentException">The space is empty.</exception>
    /// <exception cref="InvalidOperationException">No trial had a finite value.</exception>
    public SearchReport<TTrainer> Run<TTrainer>(
        SearchSpace<TTrainer> space,
        TTrainer start,
        Func<TTrainer, double> objective,
        TrainingContext context,
        TimeProvider time
    )
    {
        if (!space.Any())
            throw new ArgumentException("A search needs a space with at least one parameter, got none.", nameof(space));
        var options = Options ?? new();
        var source = Begin(space, start, context.Seed);
        var trials = new SearchTrials<TTrainer>(options, context, time, source.Total);
        List<Candidate<TTrainer>> batch = source.TriesStart ? [Candidate<TTrainer>.Of(start)] : [];
        while (true)
        {
            while (batch.Count < Math.Min(options.Parallel, trials.Left) && source.Next() is { } point)
                batch.Add(space.At(start, point));
            if (batch.Count == 0 || trials.Left == 0)
                return trials.Report();
            foreach (var trial in trials.Try(batch, 1, (trainer, _) => objective(trainer)))
                if (trial.Point.Length > 0)
                    source.Tell(trial.Point, options.Loss(trial.Value));
            batch = [];
        }
    }

    internal abstract PointSource Begin<TTrainer>(SearchSpace<TTrainer> space, TTrainer start, int seed);

    private protected static int AtLeastOne(int trials, string method) =>
        trials >= 1
            ? trials
            : throw new ArgumentOutOfRangeException(nameof(trials), $"{method} needs at least 1 trial, got {trials}.");
}

/// <summary>Proposes points of the unit cube.</summary>
/// <param name="total">How many trials there are in all.</param>
internal abstract class PointSource(int total)
{
    public int Total { get; } = total;

    /// <summary>Whether the trainer that the search starts from is tried first.</summary>
    public virtual bool TriesStart => true;

    /// <summary>The next point; null where there is none, or none before more is told.</summary>
    public abstract double[]? Next();

    /// <summary>What came of a point, in the order in which points were given.</summary>
    /// <param name="point">With NaN for parameters that were not searched.</param>
    /// <param name="loss">Smaller is better; infinite where there was no value.</param>
    public virtual void Tell(double[] point, double loss) { }
}
