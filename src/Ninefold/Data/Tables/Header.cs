using System.Text;
using System.Text.Unicode;

namespace Ninefold.Data.Tables;

/// <summary>Where the columns of a schema stand in a file.</summary>
/// <param name="Places">For each column of the schema its place in a record, −1 where it is absent.</param>
/// <param name="Names">For each column of the schema its name in the file.</param>
/// <param name="Width">How many cells a record must have.</param>
internal sealed record Header(int[] Places, string[] Names, int Width)
{
    /// <summary>Reads the header from the current record.</summary>
    /// <returns>Null, with the problems, where a required column is missing.</returns>
    public static Header? Read(
        RecordReader reader,
        TableSchema schema,
        DelimitedFormat format,
        IReadOnlyDictionary<string, string> columns,
        Faults problems
    )
    {
        if (reader.Record.StartsWith((byte[])[0xFF, 0xFE]) || reader.Record.StartsWith((byte[])[0xFE, 0xFF]))
        {
            problems.Add($"{schema.Name}: the file must be UTF-8, but is UTF-16; save it as UTF-8.");
            return null;
        }
        if (!format.Header)
        {
            var inOrder = schema.Columns.Select(c => c.Name).ToArray();
            return new([.. Enumerable.Range(0, inOrder.Length)], inOrder, inOrder.Length);
        }
        if (!Utf8.IsValid(reader.Record) && format.Encoding is UTF8Encoding)
        {
            problems.Add($"{schema.Name}, line 1: the file must be UTF-8, but the header is not; save it as UTF-8.");
            return null;
        }
        var found = Cells(reader, format);
        var names = schema.Columns.Select(c => columns.GetValueOrDefault(c.Name, c.Name)).ToArray();
        var places = names.Select(name => Find(found, name)).ToArray();
        var repeated = names.Where(name => found.Count(f => f == name) > 1).ToList();
        if (repeated.Count > 0)
            problems.Add($"{schema.Name}, line 1: the column {Quoted(repeated)} occurs twice.");
        var missing = schema.Columns.Index().Where(c => places[c.Index] < 0 && IsNeeded(c.Item)).ToList();
        if (missing.Count == 0)
            return repeated.Count == 0 ? new(places, names, found.Count) : null;
        var spare = found.Where((_, place) => !places.Contains(place)).ToList();
        var hint =
            spare.Count == 0
                ? ""
                : $" Say which column is which, for example --columns {missing[0].Item.Name}={spare[0]}.";
        problems.Add(
            $"{schema.Name}, line 1: needs the column {Quoted(missing.Select(c => names[c.Index]))}, "
                + $"but has {Quoted(found)}.{hint}"
        );
        return null;

        bool IsNeeded(ColumnSchema column) => column.Required || columns.ContainsKey(column.Name);
    }

    /// <summary>The names in the current record; sets the separator where the format leaves it open.</summary>
    public static List<string> Cells(RecordReader reader, DelimitedFormat format)
    {
        var line = Encoding.UTF8.GetString(reader.Record);
        if (
            format.Separator is null
            && !line.Contains(',')
            && line.FirstOrDefault(c => c is ';' or '\t') is not '\0' and var separator
        )
        {
            reader.Separator = [(byte)separator];
            return [.. line.Split(separator).Select(cell => cell.Trim(' ', '"'))];
        }
        return [.. Enumerable.Range(0, reader.Count).Select(c => Encoding.UTF8.GetString(reader[c]).Trim())];
    }

    private static int Find(List<string> found, string name)
    {
        var exact = found.IndexOf(name);
        return exact >= 0 ? exact : found.FindIndex(f => f.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
