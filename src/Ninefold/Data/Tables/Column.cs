using System.Runtime.InteropServices;

namespace Ninefold.Data.Tables;

/// <summary>A named column of a <see cref="Table"/>: a <see cref="NumberColumn"/> or a <see cref="TextColumn"/>.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>The name that the schema gives it.</summary>
    public string Name { get; }

    /// <summary>How many rows it has.</summary>
    public abstract int Count { get; }

    /// <summary>True where the cell of a row is empty.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The cell of a row as text; empty where it is missing.</summary>
    public abstract string Text(int row);
}

/// <summary>Numbers, NaN where one is missing. Timestamps are Unix milliseconds, yes and no are 1 and 0.</summary>
public sealed class NumberColumn : Column
{
    private readonly List<double> values;

    /// <param name="name">The column's name.</param>
    /// <param name="values">One number a row, NaN where it is missing; kept, not copied.</param>
    public NumberColumn(string name, List<double> values)
        : base(name) => this.values = values;

    /// <inheritdoc/>
    public override int Count => values.Count;

    /// <summary>One number a row, NaN where it is missing.</summary>
    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(values);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(values[row]);

    /// <inheritdoc/>
    public override string Text(int row) => IsMissing(row) ? "" : $"{values[row]:R}";
}

/// <summary>Texts as numbers into the list of distinct texts, in the order of their first appearance.</summary>
public sealed class TextColumn : Column
{
    private readonly List<int> codes;

    /// <param name="name">The column's name.</param>
    /// <param name="codes">For each row the place of its text in <paramref name="distinct"/>, −1 where it is missing; kept, not copied.</param>
    /// <param name="distinct">Each text once.</param>
    public TextColumn(string name, List<int> codes, IReadOnlyList<string> distinct)
        : base(name) => (this.codes, Distinct) = (codes, distinct);

    /// <inheritdoc/>
    public override int Count => codes.Count;

    /// <summary>For each row the place of its text in <see cref="Distinct"/>, −1 where it is missing.</summary>
    public ReadOnlySpan<int> Codes => CollectionsMarshal.AsSpan(codes);

    /// <summary>Each text once.</summary>
    public IReadOnlyList<string> Distinct { get; }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => codes[row] < 0;

    /// <inheritdoc/>
    public override string Text(int row) => IsMissing(row) ? "" : Distinct[codes[row]];

    /// <summary>A column of one text a row; null is missing.</summary>
    public static TextColumn From(string name, IEnumerable<string?> texts)
    {
        var (codes, distinct) = (new List<int>(), new Vocabulary());
        foreach (var text in texts)
            codes.Add(text is null ? -1 : distinct.Add(text));
        return new(name, codes, distinct.Ids);
    }
}
