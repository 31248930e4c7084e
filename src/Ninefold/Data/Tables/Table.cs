namespace Ninefold.Data.Tables;

/// <summary>Columns of equal length under a name, such as a file that was read.</summary>
public sealed class Table
{
    private readonly Dictionary<string, Column> columns;
    private readonly Func<int, string> place;

    /// <param name="name">What errors call it, such as <c>ratings.csv</c>.</param>
    /// <param name="columns">At least one; names differ, lengths are equal.</param>
    /// <param name="place">Where a row stands in its source, such as <c>line 7</c>; its number from 1 where it is left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or two have one name.</exception>
    public Table(string name, IReadOnlyList<Column> columns, Func<int, string>? place = null)
    {
        if (columns.Select(c => c.Count).Distinct().Count() != 1)
            throw new ArgumentException(
                $"The columns of '{name}' must have one length, but have {string.Join(", ", columns.Select(c => $"{c.Name}: {c.Count}"))}.",
                nameof(columns)
            );
        Name = name;
        Columns = columns;
        this.columns = columns.ToDictionary(c => c.Name);
        this.place = place ?? (row => $"row {row + 1}");
    }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>The columns, in the order of the schema.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Columns[0].Count;

    /// <summary>A column, or null where there is none of this name.</summary>
    public Column? Find(string column) => columns.GetValueOrDefault(column);

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="InvalidDatasetException">There is no column of numbers with this name.</exception>
    public NumberColumn Numbers(string column) => Find(column) as NumberColumn ?? throw Missing(column, "numbers");

    /// <summary>The texts of a column; a column of numbers is turned into texts.</summary>
    /// <exception cref="InvalidDatasetException">There is no column with this name.</exception>
    public TextColumn Texts(string column) =>
        Find(column) switch
        {
            TextColumn texts => texts,
            NumberColumn numbers => TextsOf(numbers),
            _ => throw Missing(column, "texts"),
        };

    /// <summary>Where a row stands in its source, such as <c>line 7</c>.</summary>
    public string Place(int row) => place(row);

    /// <summary>
    /// The table with the columns, types and name of a schema: ids become texts, Unix seconds become milliseconds. For
    /// tables that come from elsewhere than a <see cref="DelimitedFile"/>, which reads by the schema at once. Columns that are absent
    /// stay so.
    /// </summary>
    /// <exception cref="InvalidDatasetException">A column of texts must be one of numbers.</exception>
    public Table As(TableSchema schema) =>
        new(schema.Name, [.. schema.Columns.Where(c => Find(c.Name) is not null).Select(As)], place);

    private Column As(ColumnSchema column)
    {
        if (column.Type == ColumnType.Text)
            return Texts(column.Name);
        var numbers = Numbers(column.Name);
        if (column.Type != ColumnType.Timestamp)
            return numbers;
        var moments = new List<double>(numbers.Count);
        foreach (var value in numbers.Values)
            moments.Add(Timestamp.FromNumber(value));
        return new NumberColumn(column.Name, moments);
    }

    private static TextColumn TextsOf(NumberColumn numbers)
    {
        var (codes, distinct, seen) = (new List<int>(numbers.Count), new List<string>(), new Dictionary<double, int>());
        for (var row = 0; row < numbers.Count; row++)
        {
            var code = -1;
            if (!numbers.IsMissing(row) && !seen.TryGetValue(numbers.Values[row], out code))
            {
                seen.Add(numbers.Values[row], code = distinct.Count);
                distinct.Add(numbers.Text(row));
            }
            codes.Add(code);
        }
        return new(numbers.Name, codes, distinct);
    }

    private InvalidDatasetException Missing(string column, string kind) =>
        new($"'{Name}' must have a column '{column}' of {kind}; it has {string.Join(", ", columns.Keys)}.");
}
