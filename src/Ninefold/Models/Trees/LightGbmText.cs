using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ninefold.Models.Trees;

/// <summary>A split: values up to the threshold, or codes in the set, go left.</summary>
/// <param name="Column">The column that is asked.</param>
/// <param name="Threshold">The largest value that goes left.</param>
/// <param name="MissingValue">What NaN counts as: 0, −∞ (goes left) or NaN (goes right).</param>
/// <param name="Set">Of a categorical split: its place in <see cref="LightGbmText.Sets"/>; else −1.</param>
internal readonly record struct TreeNode(int Column, float Threshold, float MissingValue, int Set);

/// <summary>
/// LightGBM's text format (version v4), as far as scoring needs it: a header of <c>key=value</c> lines, then blocks that
/// begin with <c>Tree=</c> and hold arrays by key, then <c>end of trees</c>.
/// </summary>
internal sealed class LightGbmText
{
    // The bits of a split's decision_type.
    private const int Categorical = 1;
    private const int MissingLeft = 2;
    private const int MissingMask = 12;
    private const int MissingIsZero = 0;
    private const int MissingIsNaN = 8;

    private const string LeafValues = "leaf_value=";
    private const string Sizes = "tree_sizes=";

    private readonly List<TreeNode> nodes = [];
    private readonly List<int> children = [];
    private readonly List<uint[]> sets = [];
    private readonly List<double> gains = [];
    private readonly List<double> leaves = [];
    private readonly List<int> roots = [];
    private readonly List<double> nodeCovers = [];
    private readonly List<double> leafCovers = [];

    private LightGbmText(string text)
    {
        var end = text.IndexOf("\nend of trees", StringComparison.Ordinal);
        if (!text.StartsWith("tree\n", StringComparison.Ordinal) || end < 0)
            throw new InvalidDataException("it must start with 'tree' and have a line 'end of trees'");
        var blocks = text[..end].Split("\nTree=");
        var header = Block(blocks[0]);
        Width = int.Parse(Value(header, "max_feature_idx")) + 1;
        Classes = int.Parse(Value(header, "num_tree_per_iteration"));
        Averaged = blocks[0].Split('\n').Contains("average_output");
        Sigmoid = Value(header, "objective").Split(' ') switch
        {
            ["binary", var slope] when slope.StartsWith("sigmoid:", StringComparison.Ordinal) => Number(
                slope["sigmoid:".Length..]
            ),
            ["lambdarank" or "rank_xendcg" or "regression"] or ["quantile", ..] when Classes == 1 => null,
            ["multiclass", ..] when Classes > 1 => null,
            var other => throw new InvalidDataException(
                "its objective must be binary, lambdarank, rank_xendcg, regression or quantile, or multiclass where there "
                    + $"are several trees a round, but is '{string.Join(' ', other)}' with {Classes}"
            ),
        };
        if (Value(header, "tree_sizes").Split(' ').Length != blocks.Length - 1)
            throw new InvalidDataException("trees are missing");
        foreach (var block in blocks.Skip(1))
            AddTree(Block(block));
        Names = Value(header, "feature_names").Split(' ');
        if (Names.Length != Width)
            throw new InvalidDataException($"it names {Names.Length} columns of {Width}");
        (Nodes, Children, Gains, Leaves, Sets, Roots) = (
            [.. nodes],
            [.. children],
            [.. gains],
            [.. leaves],
            [.. sets],
            [.. roots]
        );
    }

    /// <summary>How many columns a row has.</summary>
    public int Width { get; }

    /// <summary>The columns' names, as LightGBM allows them; <c>Column_0</c> and so on where it was given none.</summary>
    public string[] Names { get; }

    /// <summary>How many trees there are a round: one of each class in turn, or 1 where there is one score a row.</summary>
    public int Classes { get; }

    /// <summary>The slope of the sigmoid that makes probabilities of sums, or null where sums are the scores.</summary>
    public double? Sigmoid { get; }

    /// <summary>Whether the mean of the trees counts, as in a forest, rather than their sum.</summary>
    public bool Averaged { get; }

    /// <summary>The splits of all trees.</summary>
    public TreeNode[] Nodes { get; }

    /// <summary>Two a split, left and right: a later split, or the complement of a leaf.</summary>
    public int[] Children { get; }

    /// <summary>How many training rows passed a split or, by its complement, a leaf.</summary>
    public double Cover(int node) => node < 0 ? leafCovers[~node] : nodeCovers[node];

    /// <summary>The codes that go left at a categorical split, as bits.</summary>
    public uint[][] Sets { get; }

    /// <summary>What each split gained.</summary>
    public double[] Gains { get; }

    /// <summary>The values of the leaves of all trees.</summary>
    public double[] Leaves { get; }

    /// <summary>One a tree: its first node, or the complement of its only leaf.</summary>
    public int[] Roots { get; }

    /// <summary>The place in <see cref="Leaves"/> of the leaf that a row falls into.</summary>
    public int Leaf(int root, ReadOnlySpan<float> row)
    {
        var node = root;
        while (node >= 0)
            node = Next(node, row, 0);
        return ~node;
    }

    /// <summary>The child of a split that a row goes to.</summary>
    /// <param name="node">The split.</param>
    /// <param name="rows">Rows end to end.</param>
    /// <param name="offset">Where the row begins.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int node, ReadOnlySpan<float> rows, int offset)
    {
        ref readonly var split = ref Nodes[node];
        var value = rows[offset + split.Column];
        if (float.IsNaN(value))
            value = split.MissingValue;
        var left = split.Set < 0 ? value <= split.Threshold : Holds(Sets[split.Set], value);
        return Children[2 * node + (left ? 0 : 1)];
    }

    private static bool Holds(uint[] set, float code) =>
        code >= 0 && code < 32 * set.Length && ((set[(int)code / 32] >> ((int)code % 32)) & 1) != 0;

    /// <param name="text">The model.</param>
    /// <param name="classes">Whether it must have trees of several classes, or may not; null takes both.</param>
    /// <exception cref="InvalidDataException">The text is damaged or of another kind.</exception>
    public static LightGbmText Parse(string text, bool? classes = null)
    {
        try
        {
            var parsed = new LightGbmText(text);
            return classes is not { } several || parsed.Classes > 1 == several
                ? parsed
                : throw new InvalidDataException(
                    several ? "it has one score a row" : "only trees with one score a row can be read"
                );
        }
        catch (Exception fault)
            when (fault
                    is InvalidDataException
                        or FormatException
                        or OverflowException
                        or IndexOutOfRangeException // the sets of categories refer to each other by index
                        or ArgumentOutOfRangeException
            )
        {
            throw new InvalidDataException($"The text is no LightGBM model that can be read: {fault.Message}.", fault);
        }
    }

    /// <summary>The text with other leaves.</summary>
    /// <param name="text">A model as LightGBM writes it.</param>
    /// <param name="change">From the leaves of a tree, whose number and values it is given, to as many others.</param>
    public static string WithLeaves(string text, Func<int, double[], IEnumerable<double>> change)
    {
        var end = text.IndexOf("end of trees", StringComparison.Ordinal);
        string[] parts = [.. text[..end].Split("Tree=")];
        for (var tree = 1; tree < parts.Length; tree++)
        {
            var from = parts[tree].IndexOf(LeafValues, StringComparison.Ordinal) + LeafValues.Length;
            var to = parts[tree].IndexOf('\n', from);
            var leaves = parts[tree][from..to].Split(' ').Select(Number).ToArray();
            parts[tree] = parts[tree][..from] + string.Join(' ', change(tree - 1, leaves)) + parts[tree][to..];
        }
        // LightGBM finds its trees by their lengths.
        var lengths = string.Join(' ', parts.Skip(1).Select(part => "Tree=".Length + part.Length));
        var header = parts[0]
            .Split('\n')
            .Select(line => line.StartsWith(Sizes, StringComparison.Ordinal) ? Sizes + lengths : line);
        return string.Join("Tree=", parts.Skip(1).Prepend(string.Join('\n', header))) + text[end..];
    }

    private void AddTree(Dictionary<string, string> tree)
    {
        var count = int.Parse(Value(tree, "num_leaves"));
        var (firstNode, firstLeaf, firstSet) = (nodes.Count, leaves.Count, sets.Count);
        if (tree.GetValueOrDefault("is_linear", "0") != "0")
            throw new InvalidDataException("linear trees cannot be read");
        var values = Array("leaf_value", count, Number);
        if (!values.All(double.IsFinite))
            throw new InvalidDataException("a leaf's value is not finite");
        leaves.AddRange(values);
        roots.Add(count == 1 ? ~firstLeaf : firstNode);
        leafCovers.AddRange(
            count == 1 ? [Number(tree.GetValueOrDefault("leaf_count", "1"))] : Array("leaf_count", count, Number)
        );
        if (count == 1)
            return;
        if (leafCovers.Skip(firstLeaf).Any(cover => !(cover >= 1 && double.IsFinite(cover))))
            throw new InvalidDataException("a leaf's count must be at least 1");
        var columns = Array("split_feature", count - 1, int.Parse);
        var thresholds = Array("threshold", count - 1, Number);
        var kinds = Array("decision_type", count - 1, int.Parse);
        var left = Array("left_child", count - 1, int.Parse);
        var right = Array("right_child", count - 1, int.Parse);
        gains.AddRange(Array("split_gain", count - 1, Number));
        var setCount = int.Parse(tree.GetValueOrDefault("num_cat", "0"));
        var bounds = setCount == 0 ? [0] : Array("cat_boundaries", setCount + 1, int.Parse);
        var bits = setCount == 0 ? [] : Array("cat_threshold", bounds[^1], uint.Parse);
        for (var set = 0; set < setCount; set++)
            sets.Add(bits[bounds[set]..bounds[set + 1]]);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0 || columns[i] >= Width)
                throw new InvalidDataException($"a split asks column {columns[i]} of {Width}");
            if ((kinds[i] & Categorical) != 0 && (thresholds[i] < 0 || thresholds[i] >= setCount))
                throw new InvalidDataException($"a split asks for the set {thresholds[i]} of {setCount}");
            var missing = (kinds[i] & MissingMask) switch
            {
                MissingIsZero => 0,
                MissingIsNaN when (kinds[i] & MissingLeft) != 0 => float.NegativeInfinity,
                MissingIsNaN => float.NaN,
                _ => throw new InvalidDataException("models with zero_as_missing cannot be read"),
            };
            nodes.Add(
                (kinds[i] & Categorical) != 0
                    ? new(columns[i], 0, missing, firstSet + (int)thresholds[i])
                    : new(columns[i], Floor(thresholds[i]), missing, -1)
            );
            children.AddRange([Child(left[i], i), Child(right[i], i)]);
        }
        if (children.Skip(2 * firstNode).Distinct().Count() != 2 * columns.Length)
            throw new InvalidDataException("two splits share a child");
        nodeCovers.AddRange(new double[columns.Length]);
        for (var node = nodes.Count - 1; node >= firstNode; node--)
            nodeCovers[node] = Cover(children[2 * node]) + Cover(children[2 * node + 1]);

        // A child comes after its parent, which also means that no walk goes round in circles.
        int Child(int child, int parent) =>
            child > parent && child < count - 1 ? firstNode + child
            : child < 0 && ~child < count ? ~(firstLeaf + ~child)
            : throw new InvalidDataException($"node {parent} has the impossible child {child}");

        T[] Array<T>(string key, int length, Func<string, T> parse)
        {
            var values = Value(tree, key).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return values.Length == length
                ? [.. values.Select(parse)]
                : throw new InvalidDataException($"'{key}' must have {length} entries, got {values.Length}");
        }
    }

    // A split between known and missing values has the threshold 'inf'.
    private static double Number(string text) =>
        text == "inf" ? double.PositiveInfinity : double.Parse(text, NumberStyles.Float);

    // The largest float that is not above: for a float x, x <= threshold asks the same of both.
    private static float Floor(double threshold) =>
        (float)threshold is var nearest && nearest > threshold ? MathF.BitDecrement(nearest) : nearest;

    private static Dictionary<string, string> Block(string block) =>
        block
            .Split('\n')
            .Where(line => line.Contains('='))
            .Select(line => line.Split('=', 2))
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);

    private static string Value(Dictionary<string, string> block, string key) =>
        block.TryGetValue(key, out var value) ? value : throw new InvalidDataException($"the line '{key}=' is missing");
}
