using System.Text;

namespace Ninefold.Models.Trees;

/// <summary>Writes a forest that was grown here in LightGBM's text format.</summary>
internal static class LightGbmForest
{
    // The bits of a split's decision_type.
    private const int Categorical = 1;
    private const int MissingLeft = 2;
    private const int MissingIsNaN = 8;

    /// <param name="width">How many columns a row has.</param>
    /// <param name="trees">The score is their mean.</param>
    public static string Write(int width, IReadOnlyList<ExtremelyRandomTree> trees)
    {
        string[] blocks = [.. trees.Select((tree, number) => $"Tree={number}\n{Write(tree)}\n\n")];
        var columns = Enumerable.Range(0, width);
        return $"""
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx={width - 1}
            objective=regression
            average_output
            feature_names={string.Join(' ', columns.Select(column => $"Column_{column}"))}
            feature_infos={string.Join(' ', columns.Select(_ => "none"))}
            tree_sizes={string.Join(' ', blocks.Select(block => block.Length))}

            {string.Concat(blocks)}end of trees

            """.ReplaceLineEndings("\n");
    }

    private static string Write(ExtremelyRandomTree tree)
    {
        var text = new StringBuilder();
        var (splits, leaves) = (tree.Splits, tree.Leaves);
        RandomSplit[] ofCodes = [.. splits.Where(split => split.Codes is not null)];
        uint[][] sets = [.. ofCodes.Select(split => Bits(split.Codes!))];
        Line("num_leaves", [leaves.Count]);
        Line("num_cat", [sets.Length]);
        if (splits.Count > 0)
        {
            Line("split_feature", splits.Select(split => split.Column));
            Line("split_gain", splits.Select(split => split.Gain));
            Line(
                "threshold",
                splits.Select(split => split.Codes is null ? split.Threshold : (double)Array.IndexOf(ofCodes, split))
            );
            Line(
                "decision_type",
                splits.Select(split =>
                    MissingIsNaN + (split.MissingLeft ? MissingLeft : 0) + (split.Codes is null ? 0 : Categorical)
                )
            );
            Line("left_child", tree.Children.Where((_, i) => i % 2 == 0));
            Line("right_child", tree.Children.Where((_, i) => i % 2 == 1));
        }
        Line("leaf_value", leaves.Select(leaf => leaf.Mean));
        Line("leaf_weight", leaves.Select(leaf => leaf.Weight));
        Line("leaf_count", leaves.Select(leaf => leaf.Count));
        if (splits.Count > 0)
        {
            Line("internal_value", splits.Select(split => split.Sum.Mean));
            Line("internal_weight", splits.Select(split => split.Sum.Weight));
            Line("internal_count", splits.Select(split => split.Sum.Count));
        }
        if (sets.Length > 0)
        {
            Line(
                "cat_boundaries",
                sets.Aggregate(new List<int> { 0 }, (ends, set) => [.. ends, ends[^1] + set.Length])
            );
            Line("cat_threshold", sets.SelectMany(set => set));
        }
        Line("is_linear", [0]);
        Line("shrinkage", [1]);
        return text.ToString();

        void Line<T>(string key, IEnumerable<T> values) =>
            text.Append(key).Append('=').AppendJoin(' ', values).Append('\n');
    }

    private static uint[] Bits(IReadOnlySet<int> codes)
    {
        var bits = new uint[codes.Max() / 32 + 1];
        foreach (var code in codes)
            bits[code / 32] |= 1u << (code % 32);
        return bits;
    }
}
