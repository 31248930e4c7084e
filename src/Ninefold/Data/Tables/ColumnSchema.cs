namespace Ninefold.Data.Tables;

/// <summary>What the cells of a column hold.</summary>
public enum ColumnType
{
    /// <summary>Any text; ids are texts too, since nobody calculates with them.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A whole number within ±2⁵³.</summary>
    Integer,

    /// <summary>Unix seconds, Unix milliseconds or ISO 8601; read as Unix milliseconds. See <see cref="Timestamp"/>.</summary>
    Timestamp,
}

/// <summary>Where a column's values must be found: the column of another table.</summary>
/// <param name="Table">The other table's name.</param>
/// <param name="Column">Its column.</param>
public sealed record ForeignKey(string Table, string Column);

/// <summary>A column and what is expected of it.</summary>
/// <param name="Name">The name in the file, unless the caller maps it to another.</param>
/// <param name="Type">What its cells hold.</param>
public sealed record ColumnSchema(string Name, ColumnType Type)
{
    /// <summary>False where the whole column may be absent.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The share of cells that may be empty, 0 (the default) to 1.</summary>
    public double Missing { get; init; }

    /// <summary>The least number allowed; a timestamp in Unix milliseconds.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number allowed; a timestamp in Unix milliseconds.</summary>
    public double? Maximum { get; init; }

    /// <summary>The texts allowed, or null where any is.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>True where no value may occur twice.</summary>
    public bool Unique { get; init; }

    /// <summary>How many distinct values there must be, or null where any number is fine.</summary>
    public int? Distinct { get; init; }

    /// <summary>Where every value must be found, or null.</summary>
    public ForeignKey? References { get; init; }
}
