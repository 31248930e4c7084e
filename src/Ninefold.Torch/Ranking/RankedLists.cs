using Ninefold.Metrics;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Ranking;

/// <summary>Some lists as tensors, padded to the longest of them.</summary>
/// <param name="Rows">The rows of all of them, list after list.</param>
/// <param name="Places">(lists · longest): which of these rows stands there.</param>
/// <param name="Grades">(lists, longest)</param>
/// <param name="Known">(lists, longest): whether a list is as long.</param>
/// <param name="Weights">(lists)</param>
internal sealed record ListBatch(int[] Rows, Tensor Places, Tensor Grades, Tensor Known, Tensor Weights)
{
    /// <summary>(lists, longest) of what the rows have.</summary>
    public Tensor Padded(Tensor scores) => scores.index_select(0, Places).reshape(Grades.shape);
}

/// <summary>The groups of a part as lists to be ranked. A list has the mean weight of its rows.</summary>
internal sealed class RankedLists(LabelledRows rows)
{
    private readonly int[] starts =
    [
        .. Enumerable.Range(0, rows.Count).Where(row => row == 0 || rows.Groups[row] != rows.Groups[row - 1]),
        rows.Count,
    ];

    public int Count => starts.Length - 1;

    public ListBatch Batch(int[] lists)
    {
        var longest = lists.Max(list => starts[list + 1] - starts[list]);
        var (places, grades) = (new long[lists.Length * longest], new float[lists.Length * longest]);
        var (known, weights) = (new bool[places.Length], new float[lists.Length]);
        var all = new List<int>();
        for (var i = 0; i < lists.Length; i++)
        {
            var (first, end) = (starts[lists[i]], starts[lists[i] + 1]);
            for (var row = first; row < end; row++)
            {
                var place = i * longest + row - first;
                (places[place], grades[place], known[place]) = (all.Count, rows.Labels[row], true);
                weights[i] += (rows.Weights?[row] ?? 1) / (end - first);
                all.Add(row);
            }
        }
        return new(
            [.. all],
            tensor(places, [places.Length]),
            NetworkState.Copy(grades, lists.Length, longest),
            tensor(known, [lists.Length, longest]),
            NetworkState.Copy(weights, lists.Length)
        );
    }

    /// <summary>The mean of a metric over lists, by their weights.</summary>
    /// <param name="metric">Over groups.</param>
    /// <param name="scores">One a row.</param>
    public double Judge(Metric<double, double> metric, IReadOnlyList<double> scores)
    {
        Judged<double, double>[] judged =
        [
            .. scores.Select((s, row) => new Judged<double, double>(s, rows.Labels[row], $"{rows.Groups[row]}")),
        ];
        return metric.Prepare(judged)([
            .. Enumerable.Range(0, rows.Count).Select(row => (double)(rows.Weights?[row] ?? 1)),
        ]);
    }
}
