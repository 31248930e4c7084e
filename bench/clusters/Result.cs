using System.Numerics.Tensors;
using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Clusters;

/// <summary>One task by both.</summary>
/// <param name="Own">The median over the seeds of what was to be made good.</param>
/// <param name="Peer">The same by scikit-learn.</param>
/// <param name="OwnSeconds">Of the processor, the median.</param>
/// <param name="Ratio">Of the processor's seconds, ours by the peer's: the median of the pairs, the lowest and the highest.</param>
/// <param name="Clusters">What the true classes and the distances say of the groups of the best run; null where there are none.</param>
/// <param name="Met">Whether ours is at most a hundredth worse.</param>
internal sealed record Result(
    string Task,
    string Table,
    string Figure,
    double Own,
    double Peer,
    double OwnSeconds,
    double[] Ratio,
    Dictionary<string, Groups>? Clusters,
    bool Met
)
{
    public static Result Of(
        string task,
        string table,
        string figure,
        bool higherIsBetter,
        List<Found> own,
        List<Found> peer,
        double allowed,
        LabelledRows rows
    )
    {
        var (a, b) = (Median(own.Select(f => f.Value)), Median(peer.Select(f => f.Value)));
        double[] ratios = [.. own.Zip(peer, (x, y) => x.Seconds / y.Seconds).Order()];
        var grouped = figure is "inertia" or "mean log likelihood";
        return new(
            task,
            table,
            figure,
            a,
            b,
            Median(own.Select(f => f.Seconds)),
            [ratios[ratios.Length / 2], ratios[0], ratios[^1]],
            grouped
                ? new() { ["own"] = Groups.Of(Best(own), rows), ["scikit-learn"] = Groups.Of(Best(peer), rows) }
                : null,
            (higherIsBetter ? b - a : a - b) <= allowed * Math.Abs(b)
        );

        Found Best(List<Found> found) => higherIsBetter ? found.MaxBy(f => f.Value)! : found.MinBy(f => f.Value)!;
    }

    public override string ToString() =>
        $"{Task, -24} {Table, -22} {Figure, -20} own {Own, 12:g7}  peer {Peer, 12:g7}  {OwnSeconds:0.00} s, ratio {Ratio[0]:0.00} "
        + $"({Ratio[1]:0.00}-{Ratio[2]:0.00})  {string.Join("  ", (Clusters ?? []).Select(c => $"{c.Key}: {c.Value}"))}  {(Met ? "met" : "MISSED")}";

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}

/// <summary>How good groups are: beside the true classes, and by themselves.</summary>
internal sealed record Groups(double AdjustedRandIndex, double NormalizedMutualInformation, double Silhouette)
{
    private const int MostOfSilhouette = 700;

    private static double Apart(float[] a, float[] b) => TensorPrimitives.Distance<float>(a, b);

    public static Groups Of(Found found, LabelledRows rows)
    {
        var judged = found
            .Answers.Select((a, i) => new Judged<string, string>($"{a}", $"{rows.Labels[i]}", "-"))
            .ToList();
        var places = found
            .Answers.Take(MostOfSilhouette)
            .Select((a, i) => new Judged<string, float[]>($"{a}", rows.Row(i).ToArray(), "-"))
            .ToList();
        return new(
            new AdjustedRandIndex().Compute(judged),
            new NormalizedMutualInformation().Compute(judged),
            new Silhouette<float[]>(Apart).Compute(places)
        );
    }
}
