using Ninefold.Features;

namespace Ninefold.Models.Tuning;

/// <summary>
/// Successive halving (Jamieson and Talwalkar, 2016): many trainers with little work each, of which the best go on with
/// more, until the few that are left have all. For models whose order shows early.
/// </summary>
/// <param name="Candidates">How many trainers begin, at least 2; the start is the first.</param>
/// <param name="Least">The share of rows or rounds that they begin with, above 0 and below 1.</param>
/// <param name="Factor">Of each round one in so many goes on, with so many times the work; 2 or more.</param>
/// <param name="Options">Which way is better, how many run side by side, and the journal; patience is not read.</param>
public sealed record HalvingSearch(
    int Candidates = 27,
    double Least = 1.0 / 27,
    int Factor = 3,
    SearchOptions? Options = null
)
{
    private readonly string name = Parameters.Check(
        nameof(HalvingSearch),
        Parameters.AtLeast(Candidates, 2),
        Parameters.Above(Least, 0),
        Least < 1 ? null : $"Least must be below 1, got {Least}",
        Parameters.AtLeast(Factor, 2)
    );

    /// <summary>Searches.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="start">The first trial; supplies what the space leaves alone.</param>
    /// <param name="objective">Fits a trainer with a share of rows or rounds, above 0 to 1, and judges it on the validation part.</param>
    /// <param name="context">The seed, threads, progress and cancellation of the search.</param>
    /// <param name="time">Times the trials.</param>
    /// <returns>The best of those that had all the work.</returns>
    /// <exception cref="InvalidOperationException">No trial had a finite value.</exception>
    public SearchReport<TTrainer> Run<TTrainer>(
        SearchSpace<TTrainer> space,
        TTrainer start,
        Func<TTrainer, double, double> objective,
        TrainingContext context,
        TimeProvider time
    )
    {
        var random = new RandomSearch.RandomPoints(Candidates, space.Choices.Count, new(context.Seed));
        var candidates = Enumerable.Range(1, Candidates - 1).Select(_ => space.At(start, random.Next()));
        var options = Options ?? new();
        var trials = new SearchTrials<TTrainer>(
            new SearchOptions(
                HigherIsBetter: options.HigherIsBetter,
                Parallel: options.Parallel,
                Journal: options.Journal
            ),
            context,
            time,
            Rounds(Candidates, Least, Factor).Sum(r => r.Count)
        );
        Halve(
            [Candidate<TTrainer>.Of(start), .. candidates],
            Rounds(Candidates, Least, Factor),
            trials,
            options,
            objective
        );
        return trials.Report();
    }

    /// <summary>How many go through each round, and with which share of the work; the last has all.</summary>
    internal static IReadOnlyList<(int Count, double Budget)> Rounds(int candidates, double least, int factor)
    {
        var rounds = new List<(int, double)>();
        for (
            var (count, budget) = (candidates, least);
            ;
            (count, budget) = (Math.Max(1, count / factor), budget * factor)
        )
        {
            rounds.Add((count, Math.Min(1, budget)));
            if (budget >= 1 - 1e-9)
                return rounds;
        }
    }

    internal static void Halve<TTrainer>(
        IReadOnlyList<Candidate<TTrainer>> candidates,
        IReadOnlyList<(int Count, double Budget)> rounds,
        SearchTrials<TTrainer> trials,
        SearchOptions options,
        Func<TTrainer, double, double> objective
    )
    {
        IEnumerable<Candidate<TTrainer>> left = candidates;
        foreach (var (count, budget) in rounds)
        {
            var tried = new List<(Candidate<TTrainer> Candidate, double Value)>();
            foreach (var batch in left.Take(count).Chunk(options.Parallel))
                tried.AddRange(batch.Zip(trials.Try(batch, budget, objective).Select(t => t.Value)));
            left = tried.OrderBy(t => options.Loss(t.Value)).Select(t => t.Candidate).ToList();
        }
    }
}
