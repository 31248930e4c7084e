using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// Finds rows that are strange (Liu, Ting and Zhou, 2008, "Isolation forest"): random splits isolate them sooner. It is
/// unsupervised: labels are ignored, so that it needs none and knows no kind of strangeness better than another. The
/// score is 2^(−mean path / c(sample)), above 0 and below 1: ½ is ordinary, towards 1 is strange; no probability.
/// A missing value goes where most rows of a split went: not to be known makes no row strange by itself. Category codes
/// are taken as quantities: encode them one-hot.
/// </summary>
public sealed record IsolationForest : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "isolation-forest";

    /// <summary>How many trees, at least 1: more is steadier.</summary>
    public int Trees
    {
        get;
        init => field = this.InRange(value, 1, 100_000);
    } = 200;

    /// <summary>Rows that each tree is grown on, at least 2: few, or strange rows hide each other.</summary>
    public int SampleRows
    {
        get;
        init => field = this.InRange(value, 2, 1_000_000);
    } = 256;

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says all that is wrong.</exception>
    public IsolationForestModel Fit(TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        if (data.Train.Count < 2)
            throw new ArgumentException("IsolationForest needs at least 2 training rows, got 1.");
        var sample = Math.Min(SampleRows, data.Train.Count);
        // Every tree has its own seed, so that it does not matter which thread grows it.
        var random = new Random(context.Seed);
        var seeds = Enumerable.Range(0, Trees).Select(_ => random.Next()).ToArray();
        var trees = new IsolationTree[Trees];
        Parallel.For(
            0,
            Trees,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            tree => trees[tree] = IsolationTree.Grow(data.Train, sample, new Random(seeds[tree]))
        );
        context.Progress?.Report(1);

        var (roots, firstNode, firstLeaf) = (new int[Trees], 0, 0);
        var children = new List<int>();
        for (var tree = 0; tree < Trees; tree++)
        {
            var grown = trees[tree];
            roots[tree] = Moved(grown.Root);
            children.AddRange(grown.Children.Select(Moved));
            (firstNode, firstLeaf) = (firstNode + grown.Columns.Count, firstLeaf + grown.Lengths.Count);
        }
        return new IsolationForestModel(
            data.Train.Schema.Width,
            IsolationTree.ExpectedLength(sample),
            roots,
            [.. trees.SelectMany(tree => tree.Columns)],
            [.. trees.SelectMany(tree => tree.Thresholds)],
            [.. trees.SelectMany(tree => tree.MissingLeft)],
            [.. children],
            [.. trees.SelectMany(tree => tree.Lengths)]
        );

        int Moved(int node) => node >= 0 ? node + firstNode : ~(~node + firstLeaf);
    }
}

/// <summary>A fitted isolation forest: the trees lie one after the other.</summary>
/// <param name="Width">How many columns it expects.</param>
/// <param name="ExpectedLength">c(n), the mean path in a tree of the sample's size.</param>
/// <param name="Roots">One a tree: its first split, or the complement of its only leaf.</param>
/// <param name="Columns">The column that each split asks.</param>
/// <param name="Thresholds">The largest value that goes left at each split.</param>
/// <param name="MissingLeft">Whether a missing value goes left at each split.</param>
/// <param name="Children">Two a split, left and right: a split, or the complement of a leaf.</param>
/// <param name="Lengths">The length of the path to each leaf, with what is expected of the rows that share it.</param>
public sealed record IsolationForestModel(
    int Width,
    double ExpectedLength,
    int[] Roots,
    int[] Columns,
    float[] Thresholds,
    bool[] MissingLeft,
    int[] Children,
    double[] Lengths
) : ITabularModel
{
    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        scores.Clear();
        foreach (var root in Roots)
            for (var row = 0; row < scores.Length; row++)
            {
                var node = root;
                while (node >= 0)
                {
                    var value = rows[row * Width + Columns[node]];
                    var left = float.IsNaN(value) ? MissingLeft[node] : value <= Thresholds[node];
                    node = Children[2 * node + (left ? 0 : 1)];
                }
                scores[row] += Lengths[~node];
            }
        foreach (ref var score in scores)
            score = Math.Pow(2, -score / Roots.Length / ExpectedLength);
    }
}
