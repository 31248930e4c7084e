namespace Ninefold.Metrics;

/// <summary>A ranking metric over scored rows: see <see cref="RankingMetric.OverGroups"/>.</summary>
internal sealed class GroupedRanking(RankingMetric ranking) : Metric<double, double>
{
    public override string Name => ranking.Name;

    public override WeightedValue Prepare(IReadOnlyList<Judged<double, double>> judged)
    {
        var (scores, grades) = Columns.OfGrades(Name, judged);
        var (values, counted) = (new double[judged.Count], new double[judged.Count]);
        var groups = Enumerable.Range(0, judged.Count).GroupBy(row => judged[row].Group, StringComparer.Ordinal);
        foreach (int[] rows in groups.Select(group => group.ToArray()))
        {
            var ideal = ranking.Ideal(rows.Select(row => grades[row]));
            if (ideal.Length == 0)
                continue;
            // Each row carries an equal share of its group, so that the group's weight is the mean of its rows'.
            var share = 1.0 / rows.Length;
            var value = ranking.Value(Ranked(rows, scores, grades), ideal);
            foreach (var row in rows)
                (values[row], counted[row]) = (value * share, share);
        }
        return Ratio.Of(Name, values, counted, "nothing was relevant in any of the groups");
    }

    private ReadOnlySpan<double> Ranked(int[] rows, double[] scores, double[] grades)
    {
        Array.Sort(
            rows,
            (a, b) => scores[a] == scores[b] ? grades[a].CompareTo(grades[b]) : scores[b].CompareTo(scores[a])
        );
        double[] gains = [.. rows.Select(row => ranking.GainOf(grades[row]))];
        if (ranking.IsLinear)
            for (int start = 0, end; start < rows.Length; start = end)
            {
                end = start + 1;
                while (end < rows.Length && scores[rows[end]] == scores[rows[start]])
                    end++;
                var tied = gains.AsSpan(start..end);
                tied.Fill(System.Numerics.Tensors.TensorPrimitives.Sum<double>(tied) / tied.Length);
            }
        return gains.AsSpan(0, Math.Min(gains.Length, ranking.Cutoff));
    }
}
