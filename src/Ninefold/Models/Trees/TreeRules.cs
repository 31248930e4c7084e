using System.Text;
using Ninefold.Features;

namespace Ninefold.Models.Trees;

/// <summary>A tree written out for a person.</summary>
public static class TreeRules
{
    /// <summary>
    /// The rules of a tree, a line each, indented by depth: questions as <c>if price ≤ 20</c> and <c>else</c>, leaves as
    /// <c>0.82 of 120 rows</c>: the value and how many training rows it was learned from. <c>or missing</c> tells where
    /// missing values go, at splits where some were missing.
    /// </summary>
    /// <param name="trees">Holds the tree; where it holds several, a rule's value is but one part of the score.</param>
    /// <param name="schema">Names the columns.</param>
    /// <param name="tree">Which tree, from 0.</param>
    /// <exception cref="ArgumentException">The schema has another width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tree.</exception>
    public static string Rules(this TreeEnsemble trees, FeatureSchema schema, int tree = 0)
    {
        if (schema.Width != trees.Width)
            throw new ArgumentException($"The trees have {trees.Width} columns, the schema {schema.Width}.");
        if (tree < 0 || tree >= trees.Trees)
            throw new ArgumentOutOfRangeException(nameof(tree), $"There are {trees.Trees} trees from 0, got {tree}.");
        var text = new StringBuilder();
        Write(trees.Model.Roots[tree], "");
        return text.ToString();

        void Write(int node, string indent)
        {
            var model = trees.Model;
            if (node < 0)
            {
                text.Append($"{indent}{Math.Round(model.Leaves[~node], 6):G3} of {model.Cover(node):N0} rows\n");
                return;
            }
            var split = model.Nodes[node];
            var (left, right) =
                float.IsNegativeInfinity(split.MissingValue) ? (" or missing", "")
                : float.IsNaN(split.MissingValue) ? ("", " or missing")
                : ("", "");
            text.Append($"{indent}if {schema.Names[split.Column]} {Question(split)}{left}\n");
            Write(model.Children[2 * node], indent + "  ");
            text.Append($"{indent}else{right}\n");
            Write(model.Children[2 * node + 1], indent + "  ");
        }

        string Question(TreeNode split) =>
            split.Set >= 0 ? $"is {string.Join(", ", Codes(trees.Model.Sets[split.Set]))}"
            : float.IsPositiveInfinity(split.Threshold) ? "is known"
            // LightGBM's zero is a little above.
            : $"≤ {(Math.Abs(split.Threshold) < 1e-30 ? 0 : split.Threshold):G5}";
    }

    private static IEnumerable<int> Codes(uint[] set) =>
        Enumerable.Range(0, 32 * set.Length).Where(code => ((set[code / 32] >> (code % 32)) & 1) != 0);
}
