using System.Text.Json.Serialization;

namespace Ninefold.Models.Runs;

/// <summary>How a training went, round by round.</summary>
/// <param name="Name">What was trained: the step of the run; a trainer leaves it empty.</param>
/// <param name="Metric">What was measured on the validation part.</param>
/// <param name="Rounds">Ascending, from 1; at most some two hundred of them.</param>
/// <param name="Values">One a round.</param>
/// <param name="Best">The round that was kept.</param>
public sealed record TrainingCurve(string Name, string Metric, int[] Rounds, double[] Values, int Best)
{
    private const int Most = 200;

    /// <summary>A curve of all rounds, thinned evenly where there are many; the first, the best and the last stay.</summary>
    /// <param name="metric">What was measured.</param>
    /// <param name="values">One a round, from the first.</param>
    /// <param name="best">The round that was kept, from 1.</param>
    public static TrainingCurve Of(string metric, IReadOnlyList<double> values, int best)
    {
        var every = (values.Count + Most - 1) / Most;
        int[] rounds =
        [
            .. Enumerable.Range(1, values.Count).Where(r => (r - 1) % every == 0 || r == best || r == values.Count),
        ];
        return new("", metric, rounds, [.. rounds.Select(r => values[r - 1])], best);
    }
}

/// <summary>What trainers told of a step.</summary>
internal sealed record TrainingNotes(List<TrainingCurve> Curves, List<KnobSearchReport> Searches)
{
    [JsonIgnore]
    public bool Any => Curves.Count + Searches.Count > 0;
}
