using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Tuning;

/// <summary>
/// What the other searches are worth on a real table: halving and Hyperband where rounds of boosting are the budget, several
/// ends at once, parameters that exist only beside others, which of them mattered, and when to stop.
/// </summary>
internal static class Budgets
{
    private const int MostRounds = 81;
    private const int Seeds = 15;
    private const int FullTrials = 16; // what Hyperband does from 3 to 81 rounds comes to 15.7 of them
    private const int GridPoints = 4; // of two parameters: 16 trials
    private const int Trials = 60;
    private const int Patience = 15;
    private const int MostLeaves = 100 * 31; // rounds and leaves of each
    private static readonly SearchOptions Small = new(HigherIsBetter: false);

    /// <summary>By method, the median over the seeds of the lowest error, with the same number of rounds in all.</summary>
    public static Dictionary<string, double> OfRounds(TableSearch table)
    {
        double Share(BoostedTrees trees, double share) =>
            table.Error(trees with { Rounds = Math.Max(1, (int)Math.Round(share * MostRounds)) });
        var (space, one) = (TableSearch.Space, 1.0 / 27);
        return new()
        {
            ["random"] = Median(s => Full(new RandomSearch(FullTrials, Small), s)),
            ["parzen"] = Median(s => Full(new ParzenSearch(FullTrials, Small), s)),
            ["grid"] = Median(s =>
                new GridSearch(GridPoints, Small)
                    .Run(TableSearch.Plane, Start(s), trees => Share(trees, 1), new(s), TimeProvider.System)
                    .Best.Value
            ),
            // 108 with 3 rounds, 36 with 9, 12 with 27 and 4 with all are 16 full trials.
            ["halving"] = Median(s =>
                new HalvingSearch(108, one, 3, Small)
                    .Run(space, Start(s), Share, new(s), TimeProvider.System)
                    .Best.Value
            ),
            ["hyperband"] = Median(s =>
                new HyperbandSearch(one, 3, Small).Run(space, Start(s), Share, new(s), TimeProvider.System).Best.Value
            ),
        };

        double Full(SearchMethod method, int s) =>
            method.Run(space, Start(s), trees => Share(trees, 1), new(s), TimeProvider.System).Best.Value;
    }

    /// <summary>TPE with a patience beside TPE without: how many trials it saves, and by how much its best is worse.</summary>
    public static Stopped OfPatience(TableSearch table)
    {
        var (done, worse) = (0.0, 0.0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var patient = new SearchOptions(Patience, HigherIsBetter: false);
            var (all, some) = (Run(Small), Run(patient));
            done += some.Trials.Count / (double)Seeds;
            worse += (some.Best.Value / all.Best.Value - 1) / Seeds;

            SearchReport<BoostedTrees> Run(SearchOptions options) =>
                new ParzenSearch(Trials, options).Run(
                    TableSearch.Space,
                    Start(seed),
                    table.Error,
                    new(seed),
                    TimeProvider.System
                );
        }
        return new(Patience, Trials - done, worse);
    }

    /// <summary>What each parameter alone explains of the error, of random trials.</summary>
    public static IReadOnlyList<ParameterShare> OfImportance(TableSearch table)
    {
        var report = new RandomSearch(2 * Trials, Small).Run(
            TableSearch.Space,
            Start(1),
            table.Error,
            new(1),
            TimeProvider.System
        );
        return ParameterImportance.Of(report, TableSearch.Space, new(1));
    }

    /// <summary>Error and leaves at once: by method, the mean hypervolume of the front.</summary>
    public static Dictionary<string, double> OfFronts(TableSearch table)
    {
        var space = TableSearch.Space;
        space.Add("rounds", new IntegerRange(3, 100), (trees, value) => trees with { Rounds = value });
        var worst = table.Error(Start(1) with { Rounds = 1, LearningRate = .01 });
        IReadOnlyList<double> Ends(BoostedTrees trees) => [table.Error(trees), trees.Rounds * trees.Leaves];
        var (random, bred) = (0.0, 0.0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            random += Volume(Run(Trials)) / Seeds; // none is bred before there are as many parents
            bred += Volume(Run(12)) / Seeds;

            IEnumerable<IReadOnlyList<double>> Run(int population) =>
                new ParetoSearch(Trials, population)
                    .Run(space, Start(seed), Ends, [false, false], new(seed), TimeProvider.System)
                    .Where(t => t.OnFront)
                    .Select(t => t.Values);
        }
        return new() { ["random"] = random, ["NSGA-II"] = bred };

        // Of the unit square: the error between none and a single small step, leaves by their logarithm up to the most.
        double Volume(IEnumerable<IReadOnlyList<double>> front)
        {
            var (volume, height) = (0.0, 0.0);
            foreach (var ends in front.OrderBy(f => f[1]))
            {
                var up = Math.Max(height, 1 - ends[0] / worst);
                volume += (1 - Math.Log(ends[1]) / Math.Log(MostLeaves)) * (up - height);
                height = up;
            }
            return volume;
        }
    }

    /// <summary>The quantile is searched only where the objective is one: its part of the trials, early and late.</summary>
    public static Conditional OfConditions(TableSearch table)
    {
        var space = TableSearch.Space;
        space.Add(
            "objective",
            new Choice<TreeObjective>(TreeObjective.Regression, TreeObjective.Quantile),
            (trees, value) => trees with { Objective = value }
        );
        space.Add(
            "quantile",
            new Uniform(.05, .95),
            (trees, value) => trees with { Quantile = value },
            trees => trees.Objective == TreeObjective.Quantile
        );
        var (early, late) = (0.0, 0.0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var trials = new ParzenSearch(Trials, Small)
                .Run(space, Start(seed), table.Error, new(seed), TimeProvider.System)
                .Trials.Select(t => t.Parameters.ContainsKey("quantile") ? 1.0 : 0)
                .ToList();
            early += trials.Skip(1).Take(15).Average() / Seeds;
            late += trials.TakeLast(30).Average() / Seeds;
        }
        return new(early, late);
    }

    private static BoostedTrees Start(int seed) => TableSearch.Start(new(1000 + seed));

    private static double Median(Func<int, double> best) =>
        Enumerable.Range(1, Seeds).Select(best).Order().ElementAt(Seeds / 2);
}

/// <param name="Patience">Trials without an improvement, after which it ends.</param>
/// <param name="Saved">Trials, of 60.</param>
/// <param name="Worse">By which part the best is worse.</param>
internal sealed record Stopped(int Patience, double Saved, double Worse);

/// <param name="Early">Of the first 15 trials after the start, the share that had the parameter.</param>
/// <param name="Late">Of the last 30.</param>
internal sealed record Conditional(double Early, double Late);
