using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>One tree of an <see cref="IsolationForest"/> while it grows; its lists are those of the model.</summary>
internal sealed class IsolationTree
{
    private const double EulerMascheroni = .5772156649015329;

    private readonly LabelledRows rows;
    private readonly Random random;
    private readonly int limit;

    private IsolationTree(LabelledRows rows, int sample, Random random) =>
        (this.rows, this.random, limit) = (rows, random, (int)Math.Ceiling(Math.Log2(sample)));

    public int Root { get; private set; }
    public List<int> Columns { get; } = [];
    public List<float> Thresholds { get; } = [];
    public List<bool> MissingLeft { get; } = [];
    public List<int> Children { get; } = [];
    public List<double> Lengths { get; } = [];

    /// <summary>Grows a tree on rows drawn without replacement, as deep as an average leaf of theirs lies.</summary>
    public static IsolationTree Grow(LabelledRows rows, int sample, Random random)
    {
        var drawn = new HashSet<int>(sample);
        if (sample == rows.Count)
            drawn.UnionWith(Enumerable.Range(0, sample));
        while (drawn.Count < sample)
            drawn.Add(random.Next(rows.Count));
        var tree = new IsolationTree(rows, sample, random);
        tree.Root = tree.Split([.. drawn], 0);
        return tree;
    }

    /// <summary>c(n): the mean path to a row in a random tree of n rows, which is that of a search that fails.</summary>
    public static double ExpectedLength(int rows) =>
        rows switch
        {
            1 => 0,
            2 => 1,
            _ => 2 * (Math.Log(rows - 1) + EulerMascheroni) - 2.0 * (rows - 1) / rows,
        };

    private int Split(int[] here, int depth)
    {
        var ranges = depth < limit ? Ranges(here) : [];
        if (ranges.Count == 0)
        {
            Lengths.Add(depth + ExpectedLength(here.Length));
            return ~(Lengths.Count - 1);
        }
        var (column, low, high) = ranges[random.Next(ranges.Count)];
        // Below the highest, whatever the rounding: both sides get a row.
        var threshold = Math.Min((float)(low + random.NextDouble() * ((double)high - low)), MathF.BitDecrement(high));
        var goLeft = here.Count(row => rows.Row(row)[column] <= threshold);
        var goRight = here.Count(row => rows.Row(row)[column] > threshold);
        var missingLeft = goLeft >= goRight;

        var node = Columns.Count;
        Columns.Add(column);
        Thresholds.Add(threshold);
        MissingLeft.Add(missingLeft);
        Children.AddRange([0, 0]);
        var sides = here.ToLookup(row =>
            rows.Row(row)[column] is var value && float.IsNaN(value) ? missingLeft : value <= threshold
        );
        Children[2 * node] = Split([.. sides[true]], depth + 1);
        Children[2 * node + 1] = Split([.. sides[false]], depth + 1);
        return node;
    }

    /// <summary>The columns that tell these rows apart, with their lowest and highest known values.</summary>
    private List<(int Column, float Low, float High)> Ranges(int[] here)
    {
        var ranges = new List<(int, float, float)>();
        for (var column = 0; column < rows.Schema.Width; column++)
        {
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            foreach (var row in here)
                if (rows.Row(row)[column] is var value && !float.IsNaN(value))
                    (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
            if (low < high)
                ranges.Add((column, low, high));
        }
        return ranges;
    }
}
