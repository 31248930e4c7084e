using Ninefold.Data.Storage;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Tuning;

/// <summary>How TPE is run on a real table: cut short and gone on with from its file, and with two trials at once.</summary>
internal static class Execution
{
    private const int Seeds = 15;
    private const int Trials = 60;
    private const int Cut = 20;
    private const int Together = 2;

    /// <summary>A search that is cancelled and begun again from its file, beside one that was not cut.</summary>
    public static Resumed OfCuts(TableSearch table)
    {
        var folder = Directory.CreateTempSubdirectory("ninefold-bench").FullName;
        var (same, asked) = (0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var whole = Run(table.Error, seed, new(HigherIsBetter: false));
            using var cut = new CancellationTokenSource();
            var done = 0;
            try
            {
                Run(Cutting, seed, Kept(), cancellation: cut.Token);
                throw new InvalidOperationException("The search was not cut.");
            }
            catch (OperationCanceledException) { }
            var resumed = Run(Counted, seed, Kept());
            if (
                whole.Trials.Select(Told).SequenceEqual(resumed.Trials.Select(Told))
                && Told(whole.Best) == Told(resumed.Best)
            )
                same++;

            double Cutting(BoostedTrees trees)
            {
                if (++done == Cut)
                    cut.Cancel();
                return table.Error(trees);
            }

            double Counted(BoostedTrees trees)
            {
                asked++;
                return table.Error(trees);
            }

            SearchOptions Kept() =>
                new(
                    HigherIsBetter: false,
                    Journal: new(new Database(Path.Combine(folder, "search.db")), $"seed {seed}")
                );
        }
        Directory.Delete(folder, recursive: true);
        return new(Cut, asked / (double)Seeds, same, Seeds);

        static (BoostedTrees, double) Told(Trial<BoostedTrees> trial) => (trial.Trainer, trial.Value);
    }

    /// <summary>TPE that chooses two trials at once, on two threads, beside one that learns after each.</summary>
    public static Paired OfPairs(TableSearch table)
    {
        var (ratios, worse) = (new List<double>(), 0.0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (one, alone) = Timed(1);
            var (two, paired) = Timed(Together);
            ratios.Add(two / one);
            worse += (paired / alone - 1) / Seeds;

            (double Seconds, double Best) Timed(int parallel)
            {
                var started = TimeProvider.System.GetTimestamp();
                var options = new SearchOptions(HigherIsBetter: false, Parallel: parallel);
                var best = Run(table.Error, seed, options, threads: parallel).Best.Value;
                return (TimeProvider.System.GetElapsedTime(started).TotalSeconds, best);
            }
        }
        return new(Together, ratios.Order().ElementAt(Seeds / 2), worse);
    }

    private static SearchReport<BoostedTrees> Run(
        Func<BoostedTrees, double> error,
        int seed,
        SearchOptions options,
        int threads = 1,
        CancellationToken cancellation = default
    ) =>
        new ParzenSearch(Trials, options).Run(
            TableSearch.Space,
            TableSearch.Start(new(1000 + seed)),
            error,
            new(seed, threads, Cancellation: cancellation),
            TimeProvider.System
        );
}

/// <param name="Cut">After so many trials of 60 it was cancelled.</param>
/// <param name="Asked">So many were tried when it went on, in the mean.</param>
/// <param name="Same">In so many searches every trial and the best were those of the search that was not cut.</param>
/// <param name="Of">So many searches.</param>
internal sealed record Resumed(int Cut, double Asked, int Same, int Of);

/// <param name="Trials">At once.</param>
/// <param name="Time">The median over the seeds of its wall-clock time as a part of that of one trial at a time.</param>
/// <param name="Worse">By which part the best is worse, in the mean.</param>
internal sealed record Paired(int Trials, double Time, double Worse);
