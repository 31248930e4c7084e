using Ninefold.Models.Tabular;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Tables;

/// <summary>A row of a table as a network sees it.</summary>
/// <param name="Quantities">(batch, quantities): mean 0 and variance 1, a missing value as 0; null where there are none.</param>
/// <param name="QuantityCount">How many quantities there are.</param>
/// <param name="Codes">
/// (batch, categories): numbers over all categories together, in which each has one for "missing or never seen"; null
/// where there are none.
/// </param>
/// <param name="CategoryCount">How many categories there are.</param>
/// <param name="CodeCount">How many codes all categories have together.</param>
internal sealed record TableInput(Node? Quantities, int QuantityCount, Node? Codes, int CategoryCount, int CodeCount)
{
    /// <summary>The input's name.</summary>
    public const string Rows = "rows";

    /// <summary>The input of a schema, with what is learned of the training rows: means, deviations, codes.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="logHeavyTails">Whether quantities with heavy tails are taken as logarithms.</param>
    public static TableInput Of(LabelledRows train, bool logHeavyTails = false)
    {
        var schema = train.Schema;
        var rows = Network.Floats(Rows, "batch", $"{schema.Width}"); // NaN is a missing value
        int[] quantities = [.. Enumerable.Range(0, schema.Width).Where(column => !schema.Categorical[column])];
        int[] categories = [.. Enumerable.Range(0, schema.Width).Where(column => schema.Categorical[column])];
        int[] counts = [.. categories.Select(column => CodesOf(train, column))];
        return new(
            quantities.Length == 0 ? null : Standardised(train, rows, quantities, logHeavyTails),
            quantities.Length,
            categories.Length == 0 ? null : Numbered(rows, categories, counts),
            categories.Length,
            counts.Sum()
        );
    }

    /// <summary>Everything as one vector (batch, width), categories by learned vectors.</summary>
    public (Node Vector, int Width) Embed(Network network, int width)
    {
        var parts = new List<Node>();
        if (Quantities is not null)
            parts.Add(Quantities);
        if (Codes is not null)
            parts.Add(network.Table(CodeCount, width).LookUp(Codes).Reshape(0, CategoryCount * width));
        return (Axes.Concat(1, parts), QuantityCount + CategoryCount * width);
    }

    /// <summary>The wide part: a weight for every quantity and every category, summed (batch, 1).</summary>
    public Node Wide(Network network)
    {
        network.Begin("wide");
        var sum = network.Learned([1], 0);
        if (Quantities is not null)
            sum = network.Linear(Quantities, QuantityCount, 1, bias: false).Plus(sum);
        if (Codes is not null)
            sum = network.Table(CodeCount, 1, deviation: 0).LookUp(Codes).Sum(1).Plus(sum);
        return sum;
    }

    /// <summary>A vector for every field (batch, fields, width); that of a quantity is multiplied by it.</summary>
    public Node Fields(Network network, int width)
    {
        var fields = new List<Node>();
        if (Codes is not null)
            fields.Add(network.Table(CodeCount, width).LookUp(Codes));
        if (Quantities is not null)
        {
            network.Begin("quantities");
            fields.Add(Quantities.Reshape(0, 0, 1).Times(network.Learned([1, QuantityCount, width], .1)));
        }
        return Axes.Concat(1, fields);
    }

    /// <summary>Quantities, and categories as 0 and 1 (batch, quantities + codes).</summary>
    public Node Plain()
    {
        var parts = new List<Node>();
        if (Quantities is not null)
            parts.Add(Quantities);
        if (Codes is not null)
        {
            var ones = new float[CodeCount * CodeCount];
            for (var code = 0; code < CodeCount; code++)
                ones[code * CodeCount + code] = 1;
            parts.Add(Network.Numbers([CodeCount, CodeCount], ones).LookUp(Codes).Sum(1));
        }
        return Axes.Concat(1, parts);
    }

    // 0 is "missing", 1 upwards are the codes of the training part.
    private static int CodesOf(LabelledRows train, int column)
    {
        var highest = -1f;
        for (var row = 0; row < train.Count; row++)
            if (train.Row(row)[column] is var code && code > highest)
                highest = code;
        return (int)highest + 2;
    }

    private static Node Numbered(Node rows, int[] columns, int[] counts)
    {
        var (limits, firsts) = (new float[counts.Length], new float[counts.Length]);
        for (var i = 0; i < counts.Length; i++)
            (limits[i], firsts[i]) = (counts[i] - 1, i == 0 ? 0 : firsts[i - 1] + counts[i - 1]);
        var values = rows.Columns(columns); // (batch, categories)
        var known = values.IsBelow(Network.Numbers([columns.Length], limits)); // not where it is missing
        var codes = Elementwise.Choose(known, values, Network.Number(-1)).AtLeast(-1).Plus(1);
        return codes.Plus(Network.Numbers([columns.Length], firsts)).ToIds();
    }

    private static Node Standardised(LabelledRows train, Node rows, int[] columns, bool logHeavyTails)
    {
        var heavy = columns.Where(column => logHeavyTails && HeavyTails.Are(train, column)).ToHashSet();
        int[] plain = [.. columns.Where(column => !heavy.Contains(column))];
        (float Mean, float Factor)[] spreads =
        [
            .. plain.Select(column => Spread(train, column, value => value)),
            .. heavy.Select(column => Spread(train, column, HeavyTails.Compress)),
        ];
        var parts = new List<Node>();
        if (plain.Length > 0)
            parts.Add(rows.Columns(plain));
        if (heavy.Count > 0)
            parts.Add(rows.Columns([.. heavy]).Compress());
        var values = Axes.Concat(1, parts); // what is missing stays so
        var standardised = values
            .Minus(Network.Numbers([columns.Length], [.. spreads.Select(s => s.Mean)]))
            .Times(Network.Numbers([columns.Length], [.. spreads.Select(s => s.Factor)]));
        return Elementwise.Choose(values.IsMissing(), Network.Number(0), standardised);
    }

    private static (float Mean, float Factor) Spread(LabelledRows train, int column, Func<double, double> scale)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        for (var row = 0; row < train.Count; row++)
        {
            var value = scale(train.Row(row)[column]);
            if (double.IsNaN(value))
                continue;
            var change = value - mean; // Welford, 1962
            mean += change / ++count;
            squares += change * (value - mean);
        }
        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        // A constant column says nothing: whatever it holds later counts as its mean.
        return ((float)mean, deviation > 1e-6 * Math.Abs(mean) ? (float)(1 / deviation) : 0);
    }
}
