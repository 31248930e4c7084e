using System.Globalization;
using System.Text;

namespace Ninefold.Data.Tables;

/// <summary>A table whose columns nobody had described, and how it is read again.</summary>
/// <param name="Table">What was read.</param>
/// <param name="Schema">The type of each column, as guessed.</param>
/// <param name="Missing">Marks such as <c>NA</c> that stand among numbers or moments, and so mean an empty cell.</param>
/// <param name="Nameless">How many columns were left out for want of a name.</param>
internal sealed record GuessedTable(Table Table, TableSchema Schema, IReadOnlyList<string> Missing, int Nameless)
{
    /// <summary>What the cells of a column hold.</summary>
    public ColumnType TypeOf(string column) => Schema.Columns.Single(c => c.Name == column).Type;
}

/// <summary>
/// Reads a file by types guessed from all of its cells: a column is one of numbers or of moments only where every cell is
/// one, is empty, or is a usual mark for a missing value. Parquet says its types itself.
/// </summary>
internal static class TableGuess
{
    private static readonly string[] Marks = ["NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "?", "-"];

    private static readonly string[] Infinities = ["inf", "+inf", "-inf", "Inf", "+Inf", "-Inf"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">CSV, its gzip, or Parquet.</param>
    /// <param name="moments">A column in which numbers are moments; null where none is said to be.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidDatasetException">The file cannot be read, or a number in it is not finite; the first ten faults are listed.</exception>
    public static GuessedTable Read(string path, string? moments = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(path))
            throw new InvalidDatasetException($"There is no file '{path}'.");
        var name = Path.GetFileName(path);
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            var types = ParquetFile.ColumnsOf(path).Select(c => c.Name == moments ? Moment(c) : c);
            var described = new TableSchema(name, [.. types]);
            return new(ParquetFile.Read(path, described, cancellation: cancellation), described, [], 0);
        }
        var columns = DelimitedFile.ColumnsOf(path);
        var named = columns.Where(c => c.Length > 0).Select(c => new ColumnSchema(c, ColumnType.Text)).ToList();
        var texts = DelimitedFile.Read(path, new(name, named), cancellation: cancellation);
        var marks = new SortedSet<string>(StringComparer.Ordinal);
        var schema = new TableSchema(name, [.. texts.Columns.Select(c => Guess((TextColumn)c, moments, marks))]);
        var format = new DelimitedFormat { Missing = [.. marks] };
        return new(
            DelimitedFile.Read(path, schema, format, cancellation: cancellation),
            schema,
            format.Missing,
            columns.Count - named.Count
        );
    }

    private static ColumnSchema Moment(ColumnSchema column) => column with { Type = ColumnType.Timestamp };

    private static ColumnSchema Guess(TextColumn column, string? moments, SortedSet<string> marks)
    {
        var cells = column.Distinct.Select(text => text.Trim(' ')).Where(text => text.Length > 0).ToList();
        var known = cells.Except(Marks).ToList();
        var type =
            known.Count == 0 ? ColumnType.Text
            : known.All(IsNumber)
                ? column.Name == moments ? ColumnType.Timestamp
                    : ColumnType.Number
            : known.All(IsMoment) ? ColumnType.Timestamp
            : ColumnType.Text;
        if (type != ColumnType.Text)
            marks.UnionWith(cells.Intersect(Marks));
        return new(column.Name, type);
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || Infinities.Contains(text);

    private static bool IsMoment(string text) => Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out _);
}
