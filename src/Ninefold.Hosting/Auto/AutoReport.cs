using Ninefold.Metrics;
using Ninefold.Models.Auto;
using Ninefold.Models.Trees;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes the README of a system: what was tried, chosen and dropped, and why.</summary>
internal static class AutoReport
{
    private const int ShownTrials = 10;

    public static string Of(AutoNames names)
    {
        var (result, plan) = (names.Result, names.Plan);
        return $"""
            # {names.Words}

            Predicts `{plan.Target.Column}` of `{names.File}`. This is ordinary code, made once from the table: edit it as your own.
            Begin with `Problem` in `{names.Name}System.cs`.

            ```
            dotnet run -- run               # all nine steps, then serves
            dotnet run -- run --data FOLDER # another folder with a {names.File}
            dotnet run --project tests      # the tests
            ```

            ## What it reaches

            On {plan.Split.Parts.Test.Count:N0} test rows that nothing was chosen by, with 95 % intervals:

            {Table(
                ["metric", First(names), Rung(result.Chosen)],
                result.Test.Select(f => new[] { f.Metric, Shown(f.Heuristic), Shown(f.Chosen) })
            )}

            ## The ladder

            By {result.Test[0].Metric} on {plan.Split.Parts.Validation.Count:N0} validation rows. A rung is taken where it beats the best so far by
            more than the noise; `{Rung(result.Chosen)}` was.

            {Table(
                ["rung", result.Test[0].Metric, "seconds", "why"],
                result.Rungs.Select(r => new[] { r.Trainer.Name, Shown(r.Value), $"{r.Seconds:0.0}", r.Why })
            )}

            {Search(result)}

            ## The split

            {plan.Split.Why} Rows {plan.Split.Parts.Protocol}.

            ## Features

            {Table(
                ["feature", "is"],
                plan.Features.Select(f => new[] { $"`{f.Name}`", f.Doc })
            )}

            ## Left out

            {List(plan.Dropped.Select(d => $"`{d.Name}`: {d.Why}"))}

            ## Notes

            {List(result.Notes)}

            It took {result.Seconds:0} s of {plan.Task.Budget.TotalSeconds:0}, with seed {plan.Task.Seed} and {plan.Task.Threads} threads.

            """;

        string Rung(int place) => result.Rungs[place].Trainer.Name;
    }

    private static string First(AutoNames names) => names.Result.Rungs[0].Trainer.Name;

    private static string Search(AutoResult result)
    {
        if (result.Search is not { } search)
            return "The parameters of boosted trees were not searched.";
        var done = search.Trials.Where(t => double.IsFinite(t.Value)).ToList();
        var sorted = done.OrderByDescending(t => t.Budget).ThenBy(t => Math.Abs(t.Value - search.Best.Value));
        return $"""
            {done.Count} trials of the shape of boosted trees ended in time, {done.Count(t => t.Budget < 1)} of them on a share of the rows. The best:

            {Table(
                ["trial", "rows", result.Test[0].Metric, "seconds"],
                sorted
                    .Take(ShownTrials)
                    .Select(t => new[] { Shape(t.Trainer), $"{t.Budget:P0}", $"{t.Value:0.0000}", $"{t.Seconds:0.0}" })
            )}
            """;
    }

    private static string Shape(BoostedTrees trees) =>
        $"rate {trees.LearningRate}, {trees.Leaves} leaves of {trees.MinLeafRows} rows, {trees.ColumnShare} of the columns, "
        + $"{trees.RowShare} of the rows, L2 {trees.L2}";

    private static string Shown(Interval value) => $"{value.Value:0.0000} [{value.Low:0.0000}, {value.High:0.0000}]";

    private static string List(IEnumerable<string> items) =>
        string.Join('\n', items.DefaultIfEmpty("Nothing.").Select(item => $"- {item.ReplaceLineEndings(" ")}"));

    private static string Table(IReadOnlyList<string> heads, IEnumerable<string[]> rows) =>
        string.Join('\n', rows.Select(Row).Prepend(Row([.. heads.Select(_ => "---")])).Prepend(Row([.. heads])));

    private static string Row(string[] cells) =>
        $"| {string.Join(" | ", cells.Select(c => c.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
