using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// Many deep trees, each on a part of the rows and at each split a part of the columns (Breiman, 2001, "Random
/// forests"), or with random thresholds as well (Geurts et al., 2006, "Extremely randomized trees"). Labels are 0 or 1,
/// or <see cref="Quantities"/>; the score is the mean of the leaves' shares of 1, a probability. Takes missing values and category codes as they are; hard to get wrong, and seldom as strong as
/// <see cref="BoostedTrees"/>.
/// </summary>
public sealed record RandomForest : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => ExtremelyRandom ? "extra-trees" : "random-forest";

    /// <summary>How many trees, at least 1: more is steadier.</summary>
    public int Trees
    {
        get;
        init => field = this.InRange(value, 1, 100_000);
    } = 200;

    /// <summary>Leaves of a tree, 2 to 131,072.</summary>
    public int Leaves
    {
        get;
        init => field = this.InRange(value, 2, 131_072);
    } = 256;

    /// <summary>Rows a leaf must hold, at least 1: more is smoother.</summary>
    public int MinLeafRows
    {
        get;
        init => field = this.InRange(value, 1, int.MaxValue);
    } = 5;

    /// <summary>
    /// Share of the rows that each tree sees, drawn without replacement, above 0 and below 1; null takes .632, which is what a
    /// bootstrap sample holds, and all rows where it is <see cref="ExtremelyRandom"/>.
    /// </summary>
    public double? RowShare
    {
        get;
        init => field = value is { } share ? this.InRange(share, 1e-6, .999999) : null;
    }

    /// <summary>
    /// Share of the columns that each split may choose from, above 0 to 1; null takes the square root of their number, and of
    /// quantities a third of them, as Breiman's forests do, or all where it is <see cref="ExtremelyRandom"/>, as Geurts' do.
    /// </summary>
    public double? ColumnShare
    {
        get;
        init => field = value is { } share ? this.InRange(share, 1e-6, 1) : null;
    }

    /// <summary>Whether each split tries one random threshold a column rather than all.</summary>
    public bool ExtremelyRandom { get; init; }

    /// <summary>Whether labels are quantities; the score is then the mean of the leaves' mean labels.</summary>
    public bool Quantities { get; init; }

    /// <summary>
    /// Whether both classes count the same in sum, however rare one is; probabilities then tell of such a world. Not read
    /// where labels are quantities.
    /// </summary>
    public bool Balanced { get; init; }

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says all that is wrong.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's native library does not load.</exception>
    public TreeEnsemble Fit(TabularData data, TrainingContext context)
    {
        if (ExtremelyRandom)
            return new TreeEnsemble(GrowAtRandom(Checked(data.Train, Quantities, Balanced), context));
        return Grow(
            data,
            $"boosting=rf num_leaves={Leaves} min_data_in_leaf={MinLeafRows} feature_fraction_bynode={ShareOf(data.Train)} "
                + $"bagging_fraction={RowShare ?? .632} bagging_freq=1",
            Trees,
            Quantities,
            Balanced,
            context
        );
    }

    private double ShareOf(LabelledRows rows) =>
        ColumnShare
        ?? (
            !Quantities ? 1 / Math.Sqrt(Math.Max(1, rows.Schema.Width))
            : ExtremelyRandom ? 1
            : 1.0 / 3
        );

    // LightGBM's extra_trees draws thresholds from the whole range of a column, most of them beyond the rows of a deep node,
    // and does not try that column below again.
    private string GrowAtRandom(LabelledRows rows, TrainingContext context)
    {
        var columns = Math.Max(1, (int)Math.Round(ShareOf(rows) * rows.Schema.Width));
        // Every tree has its own seed, so that it does not matter which thread grows it.
        var random = new Random(context.Seed);
        var seeds = Enumerable.Range(0, Trees).Select(_ => random.Next()).ToArray();
        var (trees, grown) = (new ExtremelyRandomTree[Trees], 0);
        Parallel.For(
            0,
            Trees,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            tree =>
            {
                var own = new Random(seeds[tree]);
                int[] taken = [.. Enumerable.Range(0, rows.Count)];
                if (RowShare is { } share)
                {
                    own.Shuffle(taken);
                    taken = taken[..Math.Max(1, (int)Math.Round(share * rows.Count))];
                }
                trees[tree] = ExtremelyRandomTree.Grow(rows, taken, columns, Leaves, MinLeafRows, own);
                context.Progress?.Report((double)Interlocked.Increment(ref grown) / Trees);
            }
        );
        return LightGbmForest.Write(rows.Schema.Width, trees);
    }

    /// <summary>Rows that a tree can learn, weighted as asked.</summary>
    private static LabelledRows Checked(LabelledRows train, bool quantities, bool balanced)
    {
        train.Check("training");
        if (quantities)
            return train;
        train.CheckLabels("training", "classification", highest: 1);
        train.CheckLabelsDiffer("classification");
        return ClassWeights.Of(train, balanced, positiveWeight: 1).Weigh(train);
    }

    /// <summary>Trees whose leaves hold mean labels; of labels 0 and 1 these are shares of 1.</summary>
    internal static TreeEnsemble Grow(
        TabularData data,
        string parameters,
        int trees,
        bool quantities,
        bool balanced,
        TrainingContext context
    )
    {
        var train = Checked(data.Train, quantities, balanced);
        var text = new LightGbmTraining(
            data with
            {
                Train = train,
            },
            $"objective=regression metric=none cat_l2=0 {parameters}",
            trees
        ).Run(context);
        // A tree that found no split holds 0 in LightGBM's forests, and rounding must not make a probability above 1.
        var mean = ClassWeights.PositiveShare(train);
        var (low, high) = quantities ? (double.MinValue, double.MaxValue) : (0, 1);
        return new TreeEnsemble(
            LightGbmText.WithLeaves(
                text,
                (_, means) => means.Length == 1 ? [mean] : means.Select(leaf => Math.Clamp(leaf, low, high))
            )
        );
    }
}
