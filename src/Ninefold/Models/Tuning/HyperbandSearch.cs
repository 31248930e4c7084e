using Ninefold.Features;

namespace Ninefold.Models.Tuning;

/// <summary>
/// Hyperband (Li et al., 2018): successive halving from many trainers with little work to few with all of it, where it is
/// not known how early the order shows. Each bracket costs about the same.
/// </summary>
/// <param name="Least">The smallest share of rows or rounds, above 0 and below 1.</param>
/// <param name="Factor">Of each round one in so many goes on, with so many times the work; 2 or more.</param>
/// <param name="Options">Which way is better, how many run side by side, and the journal; patience is not read.</param>
public sealed record HyperbandSearch(double Least = 1.0 / 27, int Factor = 3, SearchOptions? Options = null)
{
    private readonly string name = Parameters.Check(
        nameof(HyperbandSearch),
        Parameters.Above(Least, 0),
        Least < 1 ? null : $"Least must be below 1, got {Least}",
        Parameters.AtLeast(Factor, 2)
    );

    /// <inheritdoc cref="HalvingSearch.Run"/>
    public SearchReport<TTrainer> Run<TTrainer>(
        SearchSpace<TTrainer> space,
        TTrainer start,
        Func<TTrainer, double, double> objective,
        TrainingContext context,
        TimeProvider time
    )
    {
        var brackets = Brackets().ToList();
        var options = Options ?? new();
        var trials = new SearchTrials<TTrainer>(
            new SearchOptions(
                HigherIsBetter: options.HigherIsBetter,
                Parallel: options.Parallel,
                Journal: options.Journal
            ),
            context,
            time,
            brackets.Sum(b => b.Sum(r => r.Count))
        );
        var random = new RandomSearch.RandomPoints(0, space.Choices.Count, new(context.Seed));
        foreach (var (bracket, rounds) in brackets.Index())
        {
            Candidate<TTrainer>[] candidates =
            [
                .. Enumerable
                    .Range(0, rounds[0].Count)
                    .Select(i =>
                        (bracket, i) == (0, 0) ? Candidate<TTrainer>.Of(start) : space.At(start, random.Next())
                    ),
            ];
            HalvingSearch.Halve(candidates, rounds, trials, options, objective);
        }
        return trials.Report();
    }

    private IEnumerable<IReadOnlyList<(int Count, double Budget)>> Brackets()
    {
        var most = (int)Math.Floor(Math.Log(1 / Least) / Math.Log(Factor) + 1e-9);
        for (var bracket = most; bracket >= 0; bracket--)
        {
            var count = (int)Math.Ceiling((most + 1.0) / (bracket + 1) * Math.Pow(Factor, bracket));
            yield return HalvingSearch.Rounds(count, Math.Pow(Factor, -bracket), Factor);
        }
    }
}
