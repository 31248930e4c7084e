namespace Ninefold.Data.Tables;

/// <summary>A table and what is expected of it.</summary>
/// <param name="Name">The table's name, most often its file: <c>ratings.csv</c>.</param>
/// <param name="Columns">Its columns; others in the file are ignored.</param>
public sealed record TableSchema(string Name, IReadOnlyList<ColumnSchema> Columns)
{
    /// <summary>The fewest rows allowed, at least 1.</summary>
    public int MinimumRows { get; init; } = 1;

    /// <summary>How many rows there must be, or null where any number from <see cref="MinimumRows"/> is fine.</summary>
    public int? Rows { get; init; }

    /// <summary>Columns whose values together may not occur twice; empty where rows may repeat.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>False where the whole table may be absent.</summary>
    public bool Required { get; init; } = true;
}
