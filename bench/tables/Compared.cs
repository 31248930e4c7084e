using System.Text.Json.Serialization;

namespace Ninefold.Bench.Tables;

/// <summary>A metric over the folds.</summary>
internal sealed record OverFolds(double Mean, double Deviation, [property: JsonIgnore] double[] Values)
{
    public static OverFolds Of(RealTable table, Measure measure, double[][] scores)
    {
        double[] values =
        [
            .. table.Folds.Select(fold =>
                measure.Value(
                    [.. fold.Outer.Test.Select(row => scores[row])],
                    [.. fold.Outer.Test.Select(row => table.Rows.Labels[row])]
                )
            ),
        ];
        var mean = values.Average();
        return new(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)), values);
    }
}

/// <summary>A trainer beside its counterpart by one metric.</summary>
/// <param name="Table">The table.</param>
/// <param name="Trainer">What it is.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Ninefold">Ninefold's.</param>
/// <param name="ScikitLearn">The peer's; null where it has none.</param>
/// <param name="Better">By how much Ninefold is better, in the peer's deviations between the folds.</param>
/// <param name="FoldsBetter">On how many folds it is better, where the two differ at all.</param>
/// <param name="FoldsDifferent">On how many they differ by more than a millionth.</param>
internal sealed record Compared(
    string Table,
    string Trainer,
    string Metric,
    OverFolds Ninefold,
    OverFolds? ScikitLearn,
    double? Better,
    int FoldsBetter,
    int FoldsDifferent
)
{
    private const double Nothing = 1e-6;

    public static Compared Of(string table, string trainer, Measure measure, OverFolds own, OverFolds? peer)
    {
        var sign = measure.HigherIsBetter ? 1 : -1;
        double[] gains = peer is null ? [] : [.. own.Values.Zip(peer.Values, (a, b) => sign * (a - b))];
        double? better =
            peer is null ? null
            : gains.All(g => Math.Abs(g) <= Nothing) ? 0
            : sign * (own.Mean - peer.Mean) / peer.Deviation;
        return new(
            table,
            trainer,
            measure.Name,
            own,
            peer,
            better,
            gains.Count(g => g > Nothing),
            gains.Count(g => Math.Abs(g) > Nothing)
        );
    }

    /// <summary>A row of a table in Markdown.</summary>
    public override string ToString() =>
        $"| {Table} | {Trainer} | {Metric} | {Text(Ninefold)} | {(ScikitLearn is null ? "–" : Text(ScikitLearn))} | "
        + $"{(Better is { } b ? $"{(Math.Abs(b) < .005 ? "0" : $"{b:+0.00;-0.00}")}" : "–")} | {(Better is null ? "–" : $"{FoldsBetter} of {FoldsDifferent}")} |";

    private static string Text(OverFolds value) => $"{value.Mean:0.0000} ± {value.Deviation:0.0000}";
}
