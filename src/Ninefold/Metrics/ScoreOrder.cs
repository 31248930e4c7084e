namespace Ninefold.Metrics;

/// <summary>Rows with a class in falling order of score, with the ends of the runs of equal scores.</summary>
/// <param name="Rows">Row numbers, largest score first.</param>
/// <param name="Labels">The class of each, 0 or 1, in that order.</param>
/// <param name="TieEnds">For each run of equal scores the position after its last row.</param>
internal sealed record ScoreOrder(int[] Rows, double[] Labels, int[] TieEnds)
{
    public static ScoreOrder Of(string metric, IReadOnlyList<Judged<double, double>> judged)
    {
        var (scores, labels) = Columns.OfScores(metric, judged);
        var rows = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort(scores, rows);
        Array.Reverse(scores);
        Array.Reverse(rows);
        var ends = new List<int>();
        for (var i = 1; i <= scores.Length; i++)
            if (i == scores.Length || scores[i] != scores[i - 1])
                ends.Add(i);
        return new(rows, [.. rows.Select(row => labels[row])], [.. ends]);
    }

    /// <summary>The weight of both classes among the positions from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public (double Positive, double Negative) Weigh(ReadOnlySpan<double> weights, int start, int end)
    {
        var (positive, all) = (0.0, 0.0);
        for (var i = start; i < end; i++)
        {
            var weight = weights[Rows[i]];
            all += weight;
            positive += weight * Labels[i];
        }
        return (positive, all - positive);
    }
}
