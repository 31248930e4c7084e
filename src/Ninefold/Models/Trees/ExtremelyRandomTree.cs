using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// One extremely randomised tree (Geurts et al., 2006) while it grows: each split takes the best of one random threshold, or
/// one random set of codes, in each of a few columns that tell its rows apart. The leaf that gains most is split first.
/// </summary>
internal sealed class ExtremelyRandomTree
{
    private readonly LabelledRows rows;
    private readonly Random random;
    private readonly int columns;
    private readonly int minLeafRows;
    private readonly PriorityQueue<(RandomSplit Split, int Parent, bool IsLeft), double> splittable = new();

    private ExtremelyRandomTree(LabelledRows rows, int columns, int minLeafRows, Random random) =>
        (this.rows, this.columns, this.minLeafRows, this.random) = (rows, columns, minLeafRows, random);

    /// <summary>The splits, a parent before its children.</summary>
    public List<RandomSplit> Splits { get; } = [];

    /// <summary>Two a split, left and right: a later split, or the complement of a leaf.</summary>
    public List<int> Children { get; } = [];

    /// <summary>The rows of each leaf.</summary>
    public List<RowSum> Leaves { get; } = [];

    /// <param name="rows">All rows.</param>
    /// <param name="taken">Those it grows on.</param>
    /// <param name="columns">How many each split may choose from, at least 1.</param>
    /// <param name="leaves">At most so many.</param>
    /// <param name="minLeafRows">Rows that a leaf holds at least.</param>
    /// <param name="random">All chance.</param>
    public static ExtremelyRandomTree Grow(
        LabelledRows rows,
        int[] taken,
        int columns,
        int leaves,
        int minLeafRows,
        Random random
    )
    {
        var tree = new ExtremelyRandomTree(rows, columns, minLeafRows, random);
        tree.Place(taken, parent: -1, isLeft: true);
        // Those that wait become leaves where they are not split.
        while (tree.splittable.Count > 0 && tree.Leaves.Count + tree.splittable.Count < leaves)
            tree.Divide(tree.splittable.Dequeue());
        foreach (var ((split, parent, isLeft), _) in tree.splittable.UnorderedItems.ToList())
            tree.Link(parent, isLeft, tree.Leaf(split.Rows));
        return tree;
    }

    private void Divide((RandomSplit Split, int Parent, bool IsLeft) next)
    {
        var node = Splits.Count;
        Splits.Add(next.Split);
        Children.AddRange([0, 0]);
        Link(next.Parent, next.IsLeft, node);
        var sides = next.Split.Rows.ToLookup(row => next.Split.IsLeft(rows.Row(row)));
        Place([.. sides[true]], node, isLeft: true);
        Place([.. sides[false]], node, isLeft: false);
    }

    private void Place(int[] here, int parent, bool isLeft)
    {
        if (Best(here) is { } split)
            splittable.Enqueue((split, parent, isLeft), -split.Gain);
        else
            Link(parent, isLeft, Leaf(here));
    }

    private void Link(int parent, bool isLeft, int child)
    {
        if (parent >= 0)
            Children[2 * parent + (isLeft ? 0 : 1)] = child;
    }

    private int Leaf(int[] here)
    {
        Leaves.Add(RowSum.Of(rows, here));
        return ~(Leaves.Count - 1);
    }

    /// <summary>The best of some random splits; null where none is allowed or gains.</summary>
    private RandomSplit? Best(int[] here)
    {
        if (here.Length < 2 * minLeafRows)
            return null;
        var all = RowSum.Of(rows, here);
        RandomSplit? best = null;
        int[] order = [.. Enumerable.Range(0, rows.Schema.Width)];
        random.Shuffle(order);
        var tried = 0;
        foreach (var column in order)
        {
            if (RandomSplit.Draw(rows, here, column, random) is not { } drawn)
                continue; // it is the same for all
            var split = drawn.Judge(rows, all, minLeafRows);
            if (split.Gain > (best?.Gain ?? 1e-12 * Math.Abs(all.Spread)))
                best = split;
            if (++tried == columns)
                break;
        }
        return best;
    }
}
