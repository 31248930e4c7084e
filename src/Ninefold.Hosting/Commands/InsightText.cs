using Ninefold.Models.Runs;
using Ninefold.Models.Tuning;

namespace Ninefold.Hosting.Commands;

/// <summary>What was found out about the models of a run, in lines for people.</summary>
internal static class InsightText
{
    private const int Most = 5;

    /// <summary>What each inspected rung relies on, where it is worst, whether its training is sound, and what would help.</summary>
    public static IEnumerable<string> Lines(RunReport report) =>
        from ladder in report.Ladders
        from rung in ladder.Rungs
        from line in Lines(ladder, rung)
        select $"{ladder.Name}: {line}";

    private static IEnumerable<string> Lines(LadderReport ladder, RungReport rung)
    {
        if (rung.Importance is { Count: > 0 } importance)
            yield return $"{rung.Name} relies on {string.Join(", ", importance.Take(Most).Select(c => $"{c.Column} ({c.Mean:0.0000})"))}: {ladder.Metric} lost where permuted";
        if (rung.Insight is not { } insight)
            yield break;
        foreach (var slice in insight.Worst)
            yield return $"worst where {slice.Slice} ({slice.Count:N0} rows): {slice.Metric} {RunText.Text(slice.Value)}";
        foreach (var check in insight.Checks)
            yield return $"check of the training, {check.Check}: {(check.Passed ? "holds" : "DOES NOT HOLD")}; {check.Found}";
        if (insight.Learning is { } learning)
            yield return $"more data or a better model? {Advice(learning)}";
    }

    /// <summary>What could not be found out, with the reason.</summary>
    public static IEnumerable<string> LeftOut(RunReport report) =>
        from ladder in report.Ladders
        from rung in ladder.Rungs
        from left in rung.Insight?.LeftOut ?? []
        select $"{ladder.Name}: {Text(left)}";

    /// <summary>What is missing, and why.</summary>
    public static string Text(LeftOut left) => $"{left.What} left out: {left.Why.TrimEnd('.')}";

    /// <summary>What helps, why, and from how many rows it was learned.</summary>
    public static string Advice(LearningFinding learning) =>
        $"{Need(learning.Advice.Need)}: {learning.Advice.Why} (up to {learning.Curve[^1].At:N0} rows, drawn from {learning.Of:N0} of training)";

    /// <summary>What helps, in a few words.</summary>
    public static string Need(LearningNeed need) =>
        need switch
        {
            LearningNeed.MoreData => "more data",
            LearningNeed.StrongerModel => "a stronger model or better features",
            _ => "a simpler model or penalties",
        };

    /// <summary>Whose label the training rows near to an error have.</summary>
    public static string Blame(InspectedError error) =>
        error.Agreeing switch
        {
            >= .8 => "the training rows like it say what the model said: the row or its label is odd",
            <= .2 => "the training rows like it say otherwise: the model is at fault",
            _ => "the training rows like it are divided",
        };
}
