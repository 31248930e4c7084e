using System.Numerics.Tensors;

namespace Ninefold.Models.Semisupervised;

/// <summary>
/// Spreads few labels to all rows over a graph of near neighbours: Zhou, Bousquet, Lal, Weston and Schölkopf, "Learning
/// with local and global consistency" (2003). Two rows are joined where one is among the nearest of the other; F ← α·S·F
/// + (1 − α)·Y with S = D^−½·W·D^−½ is repeated until it stands still. A label that was given may change where all around
/// it say otherwise. Takes time quadratic in the rows to find the neighbours.
/// </summary>
/// <param name="Neighbors">How many nearest rows each is joined with, at least 1; ties by row.</param>
/// <param name="Alpha">How much a row takes from its neighbours rather than from its own label, in (0, 1).</param>
/// <param name="Iterations">At most so many repetitions, at least 1.</param>
/// <param name="Tolerance">Stops when no value moves by more, above 0.</param>
public sealed record LabelSpreading(
    int Neighbors = 7,
    double Alpha = .2,
    int Iterations = 1000,
    double Tolerance = 1e-9
)
{
    /// <summary>For each row the probability of each class; all 0 where no label reaches it.</summary>
    /// <param name="vectors">One a row, of the same length, finite, in units that can be compared.</param>
    /// <param name="labels">One a row: a class from 0, or −1 where it is not known.</param>
    /// <param name="cancellation">Obeyed between rows and repetitions.</param>
    /// <exception cref="ArgumentException">A parameter is out of range or there is no label; all faults are named.</exception>
    public double[][] Spread(
        IReadOnlyList<float[]> vectors,
        IReadOnlyList<int> labels,
        CancellationToken cancellation = default
    )
    {
        Check(vectors, labels);
        var joined = Join(vectors, cancellation);
        var classes = labels.Max() + 1;
        var given = labels.Select(label => Enumerable.Range(0, classes).Select(c => c == label ? 1.0 : 0).ToArray());
        double[][] own = [.. given];
        var spread = own;
        for (var (step, moved) = (0, double.MaxValue); step < Iterations && moved > Tolerance; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = own.Select(row => row.Select(y => (1 - Alpha) * y).ToArray()).ToArray();
            moved = 0;
            for (var row = 0; row < next.Length; row++)
            for (var c = 0; c < classes; c++)
            {
                foreach (var other in joined[row])
                    next[row][c] +=
                        Alpha * spread[other][c] / Math.Sqrt((double)joined[row].Count * joined[other].Count);
                moved = Math.Max(moved, Math.Abs(next[row][c] - spread[row][c]));
            }
            spread = next;
        }
        return [.. spread.Select(row => row.Sum() is > 0 and var total ? row.Select(f => f / total).ToArray() : row)];
    }

    private SortedSet<int>[] Join(IReadOnlyList<float[]> vectors, CancellationToken cancellation)
    {
        var joined = vectors.Select(_ => new SortedSet<int>()).ToArray();
        double[][] exact = [.. vectors.Select(v => Array.ConvertAll(v, x => (double)x))];
        var distances = new double[joined.Length];
        for (var row = 0; row < joined.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var other = 0; other < distances.Length; other++)
                distances[other] = TensorPrimitives.Distance(exact[row], exact[other]);
            foreach (
                var near in Enumerable
                    .Range(0, joined.Length)
                    .Where(other => other != row)
                    .OrderBy(other => distances[other])
                    .Take(Neighbors)
            )
            {
                joined[row].Add(near);
                joined[near].Add(row);
            }
        }
        return joined;
    }

    private void Check(IReadOnlyList<float[]> vectors, IReadOnlyList<int> labels)
    {
        var faults = new List<string>();
        if (Neighbors < 1)
            faults.Add($"{nameof(Neighbors)} must be at least 1, got {Neighbors}");
        if (Alpha is not (> 0 and < 1))
            faults.Add($"{nameof(Alpha)} must be in (0, 1), got {Alpha}");
        if (Iterations < 1)
            faults.Add($"{nameof(Iterations)} must be at least 1, got {Iterations}");
        if (!(Tolerance > 0))
            faults.Add($"{nameof(Tolerance)} must be above 0, got {Tolerance}");
        if (vectors.Count != labels.Count)
            faults.Add($"{vectors.Count} rows need as many labels, got {labels.Count}");
        if (vectors.Any(v => v.Length != vectors[0].Length || v.Any(x => !float.IsFinite(x))))
            faults.Add("all rows must be finite and of the same length");
        if (!labels.Any(label => label >= 0))
            faults.Add("there are no labels");
        if (labels.Any(label => label < -1))
            faults.Add($"labels must be −1 or more, got {labels.Min()}");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(LabelSpreading)}: {string.Join("; ", faults)}.");
    }
}
