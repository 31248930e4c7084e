using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Ninefold.Data.Tables;

/// <summary>
/// Reads a text file of separated cells into a <see cref="Table"/> in one pass, some millions of rows a second; the text
/// of a cell is stored once however often it occurs. Faults name the file, line and column.
/// </summary>
public static class DelimitedFile
{
    /// <summary>Reads a file, or its gzip where the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns to read; others are ignored.</param>
    /// <param name="format">How cells are separated; RFC 4180 in UTF-8 where it is left out.</param>
    /// <param name="columns">The schema's name of a column → its name in the file, where they differ.</param>
    /// <param name="cancellation">Obeyed every few thousand rows.</param>
    /// <exception cref="InvalidDatasetException">The file is missing, empty, cut, of another encoding, lacks a column, or has
    /// cells that are not of the column's type; the first ten are listed.</exception>
    public static Table Read(
        string path,
        TableSchema schema,
        DelimitedFormat? format = null,
        IReadOnlyDictionary<string, string>? columns = null,
        CancellationToken cancellation = default
    )
    {
        var problems = new Faults();
        var table = Read(
            path,
            schema,
            format ?? new(),
            columns ?? new Dictionary<string, string>(),
            problems,
            cancellation
        );
        problems.ThrowIfAny($"'{path}' cannot be read");
        return table!;
    }

    /// <summary>Reads files of a folder, each called as its schema; the problems of all are told together.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="schemas">One a file.</param>
    /// <param name="format">How cells are separated in all of them.</param>
    /// <param name="cancellation">Obeyed every few thousand rows.</param>
    /// <exception cref="InvalidDatasetException">As <see cref="Read(string, TableSchema, DelimitedFormat?, IReadOnlyDictionary{string, string}?, CancellationToken)"/>.</exception>
    public static IReadOnlyList<Table> ReadAll(
        string folder,
        IReadOnlyList<TableSchema> schemas,
        DelimitedFormat format,
        CancellationToken cancellation = default
    )
    {
        var problems = new Faults();
        var none = new Dictionary<string, string>();
        var tables = schemas
            .Select(s => Read(Path.Combine(folder, s.Name), s, format, none, problems, cancellation))
            .ToList();
        problems.ThrowIfAny($"The data in '{folder}' cannot be read");
        return [.. tables.Select(table => table!)];
    }

    /// <summary>As the other, with the problems collected by the caller.</summary>
    /// <returns>Null where not even the header could be read.</returns>
    internal static Table? Read(
        string path,
        TableSchema schema,
        DelimitedFormat format,
        IReadOnlyDictionary<string, string> columns,
        Faults problems,
        CancellationToken cancellation
    )
    {
        try
        {
            using var stream = Open(path);
            return Read(new RecordReader(stream, format.Quotes), schema, format, columns, problems, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problems.Add($"{schema.Name}: {e.Message}");
            return null;
        }
    }

    /// <summary>The names of a file's columns; empty where it cannot be read.</summary>
    internal static IReadOnlyList<string> ColumnsOf(string path)
    {
        try
        {
            using var stream = Open(path);
            var reader = new RecordReader(stream, quotes: true);
            return reader.Read() && reader.Problem is null ? Header.Cells(reader, new()) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [];
        }
    }

    private static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static Table? Read(
        RecordReader reader,
        TableSchema schema,
        DelimitedFormat format,
        IReadOnlyDictionary<string, string> columns,
        Faults problems,
        CancellationToken cancellation
    )
    {
        if (format.Separator is not null)
            reader.Separator = Encoding.UTF8.GetBytes(format.Separator);
        if (!reader.Read() || reader.Problem is not null)
        {
            problems.Add($"{schema.Name}: {reader.Problem ?? "the file is empty"}.");
            return null;
        }
        var header = Header.Read(reader, schema, format, columns, problems);
        if (header is null)
            return null;
        var builders = schema.Columns.Select(c => ColumnBuilder.Of(c.Type, format.Encoding)).ToArray();
        byte[][] missing = [.. format.Missing.Select(format.Encoding.GetBytes)];
        var lines = new LineNumbers();
        var rows = 0;
        var verifyUtf8 = format.Encoding is UTF8Encoding;
        for (var more = !format.Header || reader.Read(); more; more = reader.Read())
        {
            if (rows % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
            if (ProblemOf(reader, header.Width, verifyUtf8) is { } problem)
            {
                problems.Add($"{schema.Name}, line {reader.Line}: {problem}.");
                continue;
            }
            for (var c = 0; c < builders.Length; c++)
            {
                var cell = header.Places[c] < 0 ? default : reader[header.Places[c]];
                if (IsMissing(cell, missing))
                    cell = default;
                if (builders[c].Add(cell) is { } allowed)
                    problems.Add(
                        $"{schema.Name}, line {reader.Line}, column '{header.Names[c]}': {allowed}, but is '{Shown(cell)}'."
                    );
            }
            lines.Add(rows++, reader.Line);
        }
        var built = schema
            .Columns.Index()
            .Where(c => header.Places[c.Index] >= 0)
            .Select(c => builders[c.Index].Build(c.Item.Name));
        return new(schema.Name, [.. built], row => $"line {lines[row]}");
    }

    private static string? ProblemOf(RecordReader reader, int width, bool verifyUtf8)
    {
        if (reader.Problem is not null)
            return reader.Problem;
        if (verifyUtf8 && !Utf8.IsValid(reader.Record))
            return NotUtf8(reader);
        if (reader.Count == width)
            return null;
        return reader.Terminated
            ? $"has {reader.Count} cells, but must have {width}"
            : $"the file is cut off here: its last line has {reader.Count} of {width} cells";
    }

    private static bool IsMissing(ReadOnlySpan<byte> cell, byte[][] marks)
    {
        foreach (var mark in marks)
            if (cell.Trim((byte)' ').SequenceEqual(mark))
                return true;
        return false;
    }

    private static string NotUtf8(RecordReader reader)
    {
        var record = reader.Record;
        var at = 0;
        while (Rune.DecodeFromUtf8(record[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return $"the file must be UTF-8, but byte {reader.Offset + at} (0x{record[at]:X2}) is not; save it as UTF-8";
    }

    private static string Shown(ReadOnlySpan<byte> cell) =>
        cell.Length <= 40 ? Encoding.UTF8.GetString(cell) : Encoding.UTF8.GetString(cell[..40]) + "…";

    /// <summary>The line of each row; stored only where a row does not follow the one before on the next line.</summary>
    private sealed class LineNumbers
    {
        private readonly List<int> rows = [];
        private readonly List<long> shifts = [];

        public void Add(int row, long line)
        {
            if (shifts.Count > 0 && shifts[^1] == line - row)
                return;
            rows.Add(row);
            shifts.Add(line - row);
        }

        public long this[int row]
        {
            get
            {
                var at = rows.BinarySearch(row);
                return row + shifts[at >= 0 ? at : ~at - 1];
            }
        }
    }
}
