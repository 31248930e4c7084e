using System.Text.Json.Serialization;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>How much each column contributed to the trees, one entry a column.</summary>
/// <param name="Gain">The reduction of the loss by the splits on a column, summed.</param>
/// <param name="Splits">How many splits are on a column.</param>
public sealed record TreeImportance(double[] Gain, int[] Splits);

/// <summary>
/// Boosted trees, scored in plain C#: a server needs no native library, and any thread may score. The model is
/// LightGBM's own text, so that LightGBM can read it and its models can be read here.
/// </summary>
public sealed class TreeEnsemble : ITabularModel
{
    private readonly LightGbmText parsed;

    /// <param name="text">
    /// A model in LightGBM's text format with one score a row: <c>binary</c> (scores are probabilities),
    /// <c>lambdarank</c> or <c>regression</c>.
    /// </param>
    /// <exception cref="InvalidDataException">The text is damaged or of another kind; the message says where.</exception>
    [JsonConstructor]
    public TreeEnsemble(string text) => (Text, parsed) = (text, LightGbmText.Parse(text));

    /// <summary>The model in LightGBM's text format.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => parsed.Width;

    /// <summary>How many trees there are: the best round of the training.</summary>
    [JsonIgnore]
    public int Trees => parsed.Roots.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        scores.Clear();
        // Tree by tree, so that a tree stays in the cache while all rows pass it.
        foreach (var root in parsed.Roots)
        {
            var row = 0;
            var (nodes, children, leaves) = (parsed.Nodes, parsed.Children, parsed.Leaves);
            for (; row + 4 <= scores.Length; row += 4)
            {
                var (a, b, c, d) = (root, root, root, root);
                var ra = rows.Slice(row * Width, Width); var rb = rows.Slice((row + 1) * Width, Width);
                var rc = rows.Slice((row + 2) * Width, Width); var rd = rows.Slice((row + 3) * Width, Width);
                while ((a & b & c & d) >= 0)
                {
                    if (a >= 0) a = Step(nodes, children, a, ra);
                    if (b >= 0) b = Step(nodes, children, b, rb);
                    if (c >= 0) c = Step(nodes, children, c, rc);
                    if (d >= 0) d = Step(nodes, children, d, rd);
                }
                scores[row] += leaves[~a]; scores[row + 1] += leaves[~b]; scores[row + 2] += leaves[~c]; scores[row + 3] += leaves[~d];
            }
            for (; row < scores.Length; row++)
                scores[row] += parsed.Leaves[Leaf(root, rows.Slice(row * Width, Width))];
        }
        if (parsed.Sigmoid is { } slope)
            foreach (ref var score in scores)
                score = 1 / (1 + Math.Exp(-slope * score));
    }

    /// <summary>How much each column contributed.</summary>
    public TreeImportance Importance()
    {
        var importance = new TreeImportance(new double[Width], new int[Width]);
        foreach (var (node, gain) in parsed.Nodes.Zip(parsed.Gains))
        {
            importance.Gain[node.Column] += gain;
            importance.Splits[node.Column]++;
        }
        return importance;
    }

    private int Leaf(int node, ReadOnlySpan<float> row)
    {
        var (nodes, children) = (parsed.Nodes, parsed.Children);
        while (node >= 0)
        {
            ref readonly var split = ref nodes[node];
            var value = row[split.Column];
            if (float.IsNaN(value))
                value = split.MissingValue;
            var left = split.Set < 0 ? value <= split.Threshold : Holds(parsed.Sets[split.Set], value);
            node = children[2 * node + (left ? 0 : 1)];
        }
        return ~node;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private int Step(TreeNode[] nodes, int[] children, int node, ReadOnlySpan<float> row)
    {
            ref readonly var split = ref nodes[node];
            var value = row[split.Column];
            if (float.IsNaN(value))
                value = split.MissingValue;
            var left = split.Set < 0 ? value <= split.Threshold : Holds(parsed.Sets[split.Set], value);
            return children[2 * node + (left ? 0 : 1)];
    }

    private static bool Holds(uint[] set, float code) =>
        code >= 0 && code < 32 * set.Length && (set[(int)code / 32] >> ((int)code % 32) & 1) != 0;
}
