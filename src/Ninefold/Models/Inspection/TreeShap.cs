using Ninefold.Models.Trees;

namespace Ninefold.Models.Inspection;

/// <summary>
/// Exact Shapley values of trees in polynomial time: the path-dependent TreeSHAP of Lundberg et al., 2020, "From local
/// explanations to global understanding with explainable AI for trees", Algorithm 2. A column that is not known is
/// averaged over: at its splits both sides are taken, each by its share of the training rows. O(leaves · depth²) a tree.
/// </summary>
/// <remarks>One instance serves one row: it holds the paths of the walk.</remarks>
internal sealed class TreeShap
{
    /// <summary>A column on the way from the root to a node.</summary>
    /// <param name="Column">Which one; −1 for the root.</param>
    /// <param name="Unknown">The share of the rows that go this way where the column is not known.</param>
    /// <param name="Known">1 where the row itself goes this way, else 0.</param>
    /// <param name="Weight">The summed Shapley weights of the subsets of the path that have so many known columns as the
    /// entry's place says; it belongs to the place rather than to the column.</param>
    private record struct Step(int Column, double Unknown, double Known, double Weight);

    private readonly TreeEnsemble trees;
    private readonly float[] row;
    private readonly double[] contributions;
    private readonly List<Step[]> paths = []; // by depth

    private TreeShap(TreeEnsemble trees, float[] row) =>
        (this.trees, this.row, contributions) = (trees, row, new double[row.Length]);

    /// <summary>The summed contributions over all trees, one a column.</summary>
    public static double[] Contributions(TreeEnsemble trees, float[] row)
    {
        var shap = new TreeShap(trees, row);
        foreach (var root in trees.Model.Roots)
            shap.Walk(root, 0, [], 0, new(-1, 1, 1, 0));
        return shap.contributions;
    }

    private void Walk(int node, int depth, ReadOnlySpan<Step> before, int length, Step step)
    {
        if (paths.Count == depth)
            paths.Add(new Step[depth + 1]);
        var path = paths[depth];
        before[..length].CopyTo(path);
        Extend(path, length++, step);
        if (node < 0)
        {
            for (var i = 1; i < length; i++)
                contributions[path[i].Column] +=
                    UnwoundSum(path.AsSpan(..length), i)
                    * (path[i].Known - path[i].Unknown)
                    * trees.Model.Leaves[~node];
            return;
        }
        var column = trees.Model.Nodes[node].Column;
        var (unknown, known) = (1.0, 1.0);
        // A column that is asked again on the same path is one column still: its earlier step becomes a part of this one.
        if (Array.FindIndex(path, 0, length, s => s.Column == column) is >= 0 and var earlier)
        {
            (unknown, known) = (path[earlier].Unknown, path[earlier].Known);
            Unwind(path.AsSpan(..length--), earlier);
        }
        var taken = trees.Model.Next(node, row, 0);
        for (var side = 0; side < 2; side++)
        {
            var child = trees.Model.Children[2 * node + side];
            var share = trees.Model.Cover(child) / trees.Model.Cover(node);
            Walk(child, depth + 1, path, length, new(column, unknown * share, child == taken ? known : 0, 0));
        }
    }

    private static void Extend(Span<Step> path, int length, Step step)
    {
        path[length] = step with { Weight = length == 0 ? 1 : 0 };
        for (var i = length - 1; i >= 0; i--)
        {
            path[i + 1].Weight += step.Known * path[i].Weight * (i + 1) / (length + 1);
            path[i].Weight *= step.Unknown * (length - i) / (length + 1);
        }
    }

    /// <summary>Undoes the extension by a step, wherever in the path it is.</summary>
    private static void Unwind(Span<Step> path, int step)
    {
        var last = path.Length - 1;
        var (unknown, known, next) = (path[step].Unknown, path[step].Known, path[last].Weight);
        for (var i = last - 1; i >= 0; i--)
            path[i].Weight = UnwoundWeight(path, i, unknown, known, ref next);
        for (var i = step; i < last; i++)
            path[i] = path[i + 1] with { Weight = path[i].Weight };
    }

    private static double UnwoundSum(ReadOnlySpan<Step> path, int step)
    {
        var (sum, next) = (0.0, path[^1].Weight);
        for (var i = path.Length - 2; i >= 0; i--)
            sum += UnwoundWeight(path, i, path[step].Unknown, path[step].Known, ref next);
        return sum;
    }

    private static double UnwoundWeight(ReadOnlySpan<Step> path, int i, double unknown, double known, ref double next)
    {
        var length = path.Length;
        if (known == 0)
            return path[i].Weight * length / (unknown * (length - 1 - i));
        var weight = next * length / ((i + 1) * known);
        next = path[i].Weight - weight * unknown * (length - 1 - i) / length;
        return weight;
    }
}
