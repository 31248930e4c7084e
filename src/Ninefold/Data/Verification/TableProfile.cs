using Ninefold.Data.Tables;

namespace Ninefold.Data.Verification;

/// <summary>What the columns of a table hold.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Columns">One profile a column.</param>
public sealed record TableProfile(string Name, long Rows, IReadOnlyList<ColumnProfile> Columns)
{
    /// <summary>Describes a table.</summary>
    public static TableProfile Of(Table table) =>
        new(table.Name, table.Rows, [.. table.Columns.Select(ColumnProfile.Of)]);

    /// <summary>The profile as text, one line a column.</summary>
    public IEnumerable<string> Lines() => Columns.Select(Line).Prepend($"{Name}: {Rows:N0} rows");

    private static string Line(ColumnProfile column)
    {
        var values = column.Minimum is null
            ? $"most frequent {string.Join(", ", column.TopValues.Take(3).Select(v => $"{v.Value} ({v.Share:P1})"))}"
            : $"{column.Minimum:G6} to {column.Maximum:G6}, mean {column.Mean:G6}, median {column.Quantiles[2]:G6}";
        return $"  {column.Name}: {column.Distinct:N0} distinct, {column.Missing:N0} missing, {values}";
    }
}
