using Ninefold.Models.Runs;

namespace Ninefold;

/// <summary>A run and what came out when it was done again from its record.</summary>
/// <param name="First">The run as recorded.</param>
/// <param name="Second">The same, done again from the beginning.</param>
/// <param name="Compared">How many steps and figures were compared.</param>
/// <param name="Differences">What did not come out the same, in words. Time and what depends on it is not compared.</param>
public sealed record RepeatReport(RunReport First, RunReport Second, int Compared, IReadOnlyList<string> Differences)
{
    /// <summary>Whether every number came out the same.</summary>
    public bool IsSame => Differences.Count == 0;

    internal static RepeatReport Of(RunReport first, RunReport second)
    {
        var (compared, differences) = (0, new List<string>());
        Compare("data", first.Data.Sha256, second.Data.Sha256);
        Compare("cases", first.Cases, second.Cases);
        Compare("code", first.Code, second.Code);
        if (first.Code == second.Code)
        {
            // A step that reused another's result did not do what is within it: there may be more steps now.
            var keys = second.Steps.Select(s => s.Key).ToHashSet();
            foreach (var step in first.Steps)
                Compare($"step '{step.Name}'", true, keys.Contains(step.Key));
            Compare("release", first.Release, second.Release);
            Compare("heuristic", first.Heuristic, second.Heuristic);
        }
        foreach (var ladder in first.Ladders)
        {
            var other = second.Ladders.FirstOrDefault(l => l.Name == ladder.Name);
            Compare($"{ladder.Name}: chosen", ladder.ChosenRung?.Name, other?.ChosenRung?.Name);
            foreach (var rung in ladder.Rungs)
                Compare(
                    $"{ladder.Name}: {rung.Name}",
                    (rung.Value, rung.Low, rung.High),
                    other?.Rungs.Where(r => r.Name == rung.Name).Select(r => (r.Value, r.Low, r.High)).FirstOrDefault()
                );
        }
        foreach (var flow in first.Evaluation.Flows)
        foreach (var (metric, interval) in flow.Metrics)
            Compare(
                $"{metric} of {flow.Name} (test)",
                interval,
                second.Evaluation.Flows.FirstOrDefault(f => f.Name == flow.Name)?.Metrics.GetValueOrDefault(metric)
            );
        return new(first, second, compared, differences);

        void Compare(string what, object? before, object? now)
        {
            compared++;
            if (!Equals(before, now))
                differences.Add(
                    what.StartsWith("step", StringComparison.Ordinal)
                        ? $"{what} read something else"
                        : $"{what} was {before}, is {now ?? "not there"}"
                );
        }
    }
}
