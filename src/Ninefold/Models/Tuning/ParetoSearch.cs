using Ninefold.Features;
using Ninefold.Metrics;

namespace Ninefold.Models.Tuning;

/// <summary>One trainer that was tried for several ends.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Parameters">What was set, by name; empty for the trainer that the search started from.</param>
/// <param name="Values">What the objectives returned, in order.</param>
/// <param name="OnFront">Whether no other trial is at least as good in every objective and better in one.</param>
public sealed record ParetoTrial<TTrainer>(
    TTrainer Trainer,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<double> Values,
    bool OnFront
);

/// <summary>
/// Several ends at once, such as quality and latency: NSGA-II (Deb et al., 2002) keeps the trials of the best fronts, those
/// that stand far apart first, and crosses and mutates them. The result is the front, of which a person chooses.
/// </summary>
/// <param name="Trials">How many trials in all, at least 1; the start is the first.</param>
/// <param name="Population">How many trials are parents, at least 4.</param>
/// <param name="Options">How many run side by side, and the journal; patience and direction are not read.</param>
public sealed record ParetoSearch(int Trials = 60, int Population = 12, SearchOptions? Options = null)
{
    private readonly string name = Parameters.Check(
        nameof(ParetoSearch),
        Parameters.AtLeast(Trials, 1),
        Parameters.AtLeast(Population, 4)
    );

    /// <summary>Searches.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="start">The first trial; supplies what the space leaves alone.</param>
    /// <param name="objective">Fits a trainer and measures it: one value an end.</param>
    /// <param name="higherIsBetter">For each end its direction.</param>
    /// <param name="context">The seed, threads, progress and cancellation of the search.</param>
    /// <param name="time">Times the trials.</param>
    /// <returns>All trials with finite values, in order.</returns>
    /// <exception cref="ArgumentException">The objective returns another number of values than there are directions.</exception>
    /// <exception cref="InvalidOperationException">No trial had finite values.</exception>
    public IReadOnlyList<ParetoTrial<TTrainer>> Run<TTrainer>(
        SearchSpace<TTrainer> space,
        TTrainer start,
        Func<TTrainer, IReadOnlyList<double>> objective,
        IReadOnlyList<bool> higherIsBetter,
        TrainingContext context,
        TimeProvider time
    )
    {
        var options = Options ?? new();
        var random = new Random(context.Seed);
        var tried = new List<(Candidate<TTrainer> Candidate, IReadOnlyList<double> Values)>();
        var batch = new List<Candidate<TTrainer>> { Candidate<TTrainer>.Of(start) };
        while (tried.Count < Trials)
        {
            while (batch.Count < Math.Min(options.Parallel, Trials - tried.Count))
                batch.Add(space.At(start, Next()));
            var done = SearchTrials<TTrainer>.Run(
                options,
                context,
                time,
                tried.Count,
                batch,
                1,
                (t, _) => objective(t)
            );
            if (done.FirstOrDefault(d => d.Values.Count != higherIsBetter.Count).Values is { } wrong)
                throw new ArgumentException(
                    $"The objective must return {higherIsBetter.Count} values, one a direction, got {wrong.Count}."
                );
            tried.AddRange(batch.Zip(done, (candidate, d) => (candidate, d.Values)));
            context.Progress?.Report((double)tried.Count / Trials);
            batch = [];
        }
        var finite = tried.Where(t => t.Values.All(double.IsFinite)).ToList();
        if (finite.Count == 0)
            throw new InvalidOperationException($"None of {tried.Count} trials had finite values.");
        var front = Front(finite);
        return
        [
            .. finite.Zip(
                front,
                (t, on) => new ParetoTrial<TTrainer>(t.Candidate.Trainer, t.Candidate.Parameters, t.Values, on)
            ),
        ];

        double[] Next()
        {
            var parents = tried.Where(t => t.Candidate.Point.Length > 0 && t.Values.All(double.IsFinite)).ToList();
            return parents.Count < Population
                ? [.. space.Choices.Select(_ => random.NextDouble())]
                : Breeding.Child(Select(parents), space.Choices, random);
        }

        IReadOnlyList<bool> Front(IReadOnlyList<(Candidate<TTrainer> Candidate, IReadOnlyList<double> Values)> of) =>
            ParetoFront.Of(
                of,
                [
                    .. higherIsBetter.Select(
                        (higher, i) =>
                            new Objective<(Candidate<TTrainer> Candidate, IReadOnlyList<double> Values)>(
                                $"objective {i}",
                                t => t.Values[i],
                                higher
                            )
                    ),
                ]
            );

        // Front by front; the last one that has room gives its members in the order of their distance.
        List<double[]> Select(List<(Candidate<TTrainer> Candidate, IReadOnlyList<double> Values)> left)
        {
            var kept = new List<double[]>();
            while (kept.Count < Population)
            {
                var on = Front(left);
                var front = left.Where((_, i) => on[i]).ToList();
                left = [.. left.Where((_, i) => !on[i])];
                var distances = Breeding.Distances([.. front.Select(t => t.Values)]);
                kept.AddRange(
                    front
                        .Index()
                        .OrderByDescending(t => distances[t.Index])
                        .Take(Population - kept.Count)
                        .Select(t => t.Item.Candidate.Point)
                );
            }
            return kept;
        }
    }
}
