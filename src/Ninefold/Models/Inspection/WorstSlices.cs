using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>
/// Where a model does worst: rows are parted by the quarters of each quantity, the codes of each category and what is
/// missing, also two columns at a time, and the metric is taken on every part. Of many parts the worst is bad by chance too:
/// its interval tells of the part, not of the choice; look at it again on other rows.
/// </summary>
/// <param name="Count">How many slices are told, at least 1.</param>
/// <param name="MinRows">How many rows a slice must have, at least 1.</param>
/// <param name="Pairs">Whether two columns are taken together as well.</param>
public sealed record WorstSlices(int Count = 10, int MinRows = 50, bool Pairs = true)
{
    private const int Parts = 4;
    private const int MostCodes = 20;

    private readonly string name = Features.Parameters.Check(
        nameof(WorstSlices),
        Features.Parameters.AtLeast(Count, 1),
        Features.Parameters.AtLeast(MinRows, 1)
    );

    /// <summary>Finds them, the worst first; a slice on which the metric is undefined is left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows that it was not fitted on.</param>
    /// <param name="metric">What is compared.</param>
    /// <param name="context">The seed of the intervals, and cancellation.</param>
    public IReadOnlyList<SliceResult> Find(
        ITabularModel model,
        LabelledRows rows,
        Metric<double, double> metric,
        TrainingContext context
    )
    {
        rows.Check("inspected");
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        var judged = scores
            .Select((score, i) => new Judged<double, double>(score, rows.Labels[i], $"{rows.Groups[i]}"))
            .ToArray();
        var found = new List<(string Slice, int[] Rows, double Value)>();
        foreach (var (slice, members) in Slices(rows))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            try
            {
                found.Add((slice, members, metric.Compute([.. members.Select(i => judged[i])])));
            }
            catch (MetricUndefinedException)
            {
                // one class only, say
            }
        }
        var bootstrap = new Bootstrap(context.Seed);
        return
        [
            .. found
                .OrderBy(s => metric.HigherIsBetter ? s.Value : -s.Value)
                .ThenByDescending(s => s.Rows.Length)
                .Take(Count)
                .Select(s => new SliceResult(
                    s.Slice,
                    metric.Name,
                    s.Rows.Length,
                    bootstrap.Estimate(metric, [.. s.Rows.Select(i => judged[i])]),
                    null
                )),
        ];
    }

    private IEnumerable<(string Name, int[] Rows)> Slices(LabelledRows rows)
    {
        var columns = Enumerable.Range(0, rows.Schema.Width).Select(c => Single(rows, c).ToList()).ToList();
        var singles = columns.SelectMany(c => c);
        var pairs = Pairs
            ? from one in Enumerable.Range(0, columns.Count)
            from two in Enumerable.Range(one + 1, columns.Count - one - 1)
            from a in columns[one]
            let inA = a.Rows.ToHashSet()
            from b in columns[two]
            select ($"{a.Name} and {b.Name}", b.Rows.Where(inA.Contains).ToArray())
            : [];
        // A slice of all rows tells nothing.
        return singles.Concat(pairs).Where(s => s.Item2.Length >= MinRows && s.Item2.Length < rows.Count);
    }

    private static IEnumerable<(string Name, int[] Rows)> Single(LabelledRows rows, int column)
    {
        var name = rows.Schema.Names[column];
        float Value(int row) => rows.Row(row)[column];
        var all = Enumerable.Range(0, rows.Count).ToList();
        int[] missing = [.. all.Where(row => float.IsNaN(Value(row)))];
        int[] known = [.. all.Where(row => !float.IsNaN(Value(row))).OrderBy(Value)];
        if (missing.Length > 0)
            yield return ($"{name} missing", missing);
        if (known.Length == 0)
            yield break;
        if (rows.Schema.Categorical[column])
        {
            foreach (var code in known.GroupBy(Value).OrderByDescending(g => g.Count()).Take(MostCodes))
                yield return ($"{name} = {code.Key}", [.. code]);
            yield break;
        }
        // Equal values stay together, and so parts may be fewer than four.
        float[] ends =
        [
            .. Enumerable
                .Range(1, Parts)
                .Select(p => Value(known[p * known.Length / Parts - (p * known.Length >= Parts ? 1 : 0)]))
                .Distinct(),
        ];
        foreach (var (part, end) in ends.Index())
        {
            var low = part == 0 ? float.NegativeInfinity : ends[part - 1];
            yield return (
                part == 0 ? $"{name} ≤ {end:0.###}" : $"{name} {low:0.###} to {end:0.###}",
                [.. known.Where(row => Value(row) > low && Value(row) <= end).Order()]
            );
        }
    }
}
