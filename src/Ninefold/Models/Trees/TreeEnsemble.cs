using System.Text.Json.Serialization;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>How much each column contributed to the trees, one entry a column.</summary>
/// <param name="Gain">The reduction of the loss by the splits on a column, summed.</param>
/// <param name="Splits">How many splits are on a column.</param>
public sealed record TreeImportance(double[] Gain, int[] Splits);

/// <summary>
/// Boosted trees, a single tree or a forest, scored in plain C#: a server needs no native library, and any thread may score. The model is
/// LightGBM's own text, so that LightGBM can read it and its models can be read here; the scores are the same.
/// </summary>
public sealed class TreeEnsemble : IExplainedModel, ICostedModel
{
    /// <param name="text">
    /// A model in LightGBM's text format with one score a row: <c>binary</c> (scores are probabilities),
    /// <c>lambdarank</c>, <c>rank_xendcg</c>, <c>regression</c> or <c>quantile</c>.
    /// </param>
    /// <exception cref="InvalidDataException">The text is damaged or of another kind; the message says what is wrong.</exception>
    [JsonConstructor]
    public TreeEnsemble(string text) => (Text, Model) = (text, LightGbmText.Parse(text, classes: false));

    /// <summary>The model in LightGBM's text format.</summary>
    public string Text { get; }

    [JsonIgnore]
    internal LightGbmText Model { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Model.Width;

    /// <summary>How many trees there are: the best round of the training.</summary>
    [JsonIgnore]
    public int Trees => Model.Roots.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        scores.Clear();
        // Tree by tree, so that a tree stays in the cache while all rows pass it.
        foreach (var root in Model.Roots)
        {
            var row = 0;
            for (; row + 4 <= scores.Length; row += 4)
                AddFour(root, rows.Slice(row * Width, 4 * Width), scores.Slice(row, 4));
            for (; row < scores.Length; row++)
            {
                scores[row] += Model.Leaves[Model.Leaf(root, rows.Slice(row * Width, Width))];
            }
        }
        if (Model.Averaged)
            foreach (ref var score in scores)
                score /= Trees;
        if (Model.Sigmoid is { } slope)
            foreach (ref var score in scores)
                score = 1 / (1 + Math.Exp(-slope * score));
    }

    /// <summary>By <see cref="TreeShap"/>; the base value is the mean raw score of the training rows.</summary>
    /// <inheritdoc/>
    public double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        this.CheckRow(row, contributions);
        TreeShap.Contributions(this, row.ToArray()).CopyTo(contributions);
        var divisor = Model.Averaged ? Trees : 1;
        foreach (ref var contribution in contributions)
            contribution /= divisor;
        return Model.Roots.Sum(Expected) / divisor;
    }

    /// <summary>The mean of a subtree's leaves over the training rows.</summary>
    private double Expected(int node)
    {
        if (node < 0)
            return Model.Leaves[~node];
        var (left, right) = (Model.Children[2 * node], Model.Children[2 * node + 1]);
        return (Model.Cover(left) * Expected(left) + Model.Cover(right) * Expected(right)) / Model.Cover(node);
    }

    /// <summary>Thresholds and leaves; the comparisons and sums that a training row needs on average.</summary>
    public ModelCost? Cost() =>
        new(
            Model.Nodes.Length + Model.Leaves.Length,
            Trees + (long)Math.Round(Model.Roots.Sum(root => root < 0 ? 0 : Comparisons(root) / Model.Cover(root)))
        );

    // Every node is passed by the rows that it covers.
    private double Comparisons(int node) =>
        node < 0
            ? 0
            : Model.Cover(node) + Comparisons(Model.Children[2 * node]) + Comparisons(Model.Children[2 * node + 1]);

    /// <summary>How much each column contributed.</summary>
    public TreeImportance Importance()
    {
        var importance = new TreeImportance(new double[Width], new int[Width]);
        foreach (var (node, gain) in Model.Nodes.Zip(Model.Gains))
        {
            importance.Gain[node.Column] += gain;
            importance.Splits[node.Column]++;
        }
        return importance;
    }

    // A walk waits for memory at every step; four side by side wait together.
    private void AddFour(int root, ReadOnlySpan<float> rows, Span<double> scores)
    {
        var (node0, node1, node2, node3) = (root, root, root, root);
        while ((node0 & node1 & node2 & node3) >= 0) // until all four are complements of leaves
        {
            if (node0 >= 0)
                node0 = Model.Next(node0, rows, 0);
            if (node1 >= 0)
                node1 = Model.Next(node1, rows, Width);
            if (node2 >= 0)
                node2 = Model.Next(node2, rows, 2 * Width);
            if (node3 >= 0)
                node3 = Model.Next(node3, rows, 3 * Width);
        }
        scores[0] += Model.Leaves[~node0];
        scores[1] += Model.Leaves[~node1];
        scores[2] += Model.Leaves[~node2];
        scores[3] += Model.Leaves[~node3];
    }
}
