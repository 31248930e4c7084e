namespace Ninefold.Data.Tables;

/// <summary>Splits a stream of bytes into records and cells without allocating per record.</summary>
/// <param name="stream">Read to its end, not disposed.</param>
/// <param name="quotes">True where a cell may stand in double quotes, within which line ends and separators are text.</param>
internal sealed class RecordReader(Stream stream, bool quotes)
{
    /// <summary>The most bytes a record may have.</summary>
    internal const int Limit = 1 << 20;

    private readonly List<(int Start, int Length)> cells = [];
    private byte[] buffer = new byte[Limit / 4];
    private byte[] unquoted = [];
    private byte[] source = [];
    private (int Start, int End) data;
    private (int Start, int Length) record;
    private int lines;
    private bool ended;

    /// <summary>Between two cells, at least one byte; may be set anew before the next record.</summary>
    public byte[] Separator { get; set; } = ","u8.ToArray();

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>How many bytes stand before the current record.</summary>
    public long Offset { get; private set; } = -1;

    /// <summary>True where a line end follows the current record.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Why the current record could not be split, or null; reading ends with it.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many cells the current record has.</summary>
    public int Count => cells.Count;

    /// <summary>The current record without its line end; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Record => buffer.AsSpan(record.Start, record.Length);

    /// <summary>A cell of the current record, unquoted; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> this[int cell] => source.AsSpan(cells[cell].Start, cells[cell].Length);

    /// <summary>Reads the next record; empty lines are passed over.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool Read()
    {
        if (Offset < 0)
            SkipByteOrderMark();
        do
        {
            Offset += data.Start - record.Start;
            Line += lines == 0 ? 1 : lines;
            record = (data.Start, 0);
            if (Problem is not null || !FindRecord())
                return false;
        } while (record.Length == 0 && Problem is null);
        return true;
    }

    private bool FindRecord()
    {
        while (true)
        {
            var rest = buffer.AsSpan(data.Start..data.End);
            var length = rest.IndexOf((byte)'\n');
            var complete = length >= 0 || ended;
            if (complete)
            {
                if (rest.IsEmpty)
                    return false;
                var line = length < 0 ? rest : rest[..length];
                if (!quotes || !line.Contains((byte)'"'))
                {
                    Take(line.Length, length >= 0);
                    lines = 1;
                    SplitPlain();
                    return true;
                }
                if (SplitQuoted(rest))
                    return true;
            }
            if (rest.Length >= Limit || (complete && ended))
            {
                Problem =
                    rest.Length >= Limit
                        ? $"a record is longer than {Limit:N0} bytes: a quote may not be closed, or this is no text file"
                        : "a quote that opens here is not closed";
                return true;
            }
            Fill();
        }
    }

    /// <returns>True where a carriage return was taken off.</returns>
    private bool Take(int length, bool terminated)
    {
        Terminated = terminated;
        var start = data.Start;
        data.Start += length + (terminated ? 1 : 0);
        var carriageReturn = length > 0 && buffer[start + length - 1] == '\r';
        record = (start, carriageReturn ? length - 1 : length);
        return carriageReturn;
    }

    private void SplitPlain()
    {
        cells.Clear();
        source = buffer;
        var (start, end) = (record.Start, record.Start + record.Length);
        for (int length; (length = NextSeparator(buffer.AsSpan(start..end))) >= 0; )
        {
            cells.Add((start, length));
            start += length + Separator.Length;
        }
        cells.Add((start, end - start));
    }

    private int NextSeparator(ReadOnlySpan<byte> rest) =>
        Separator.Length == 1 ? rest.IndexOf(Separator[0]) : rest.IndexOf(Separator);

    /// <returns>False where the record does not end within the bytes at hand.</returns>
    private bool SplitQuoted(ReadOnlySpan<byte> rest)
    {
        cells.Clear();
        lines = 0;
        if (unquoted.Length < rest.Length)
            unquoted = new byte[buffer.Length];
        var (at, written, cell, inside) = (0, 0, 0, false);
        for (; at < rest.Length && (inside || rest[at] != '\n'); at++)
        {
            var atCellStart = written == cell && !inside;
            if (rest[at] == '"' && (inside || atCellStart))
            {
                if (inside && at + 1 < rest.Length && rest[at + 1] == '"')
                    unquoted[written++] = rest[at++];
                else
                    inside = !inside;
            }
            else if (!inside && rest[at..].StartsWith(Separator))
            {
                cells.Add((cell, written - cell));
                cell = written;
                at += Separator.Length - 1;
            }
            else
            {
                unquoted[written++] = rest[at];
                lines += rest[at] == '\n' ? 1 : 0;
            }
        }
        if (inside || (at == rest.Length && !ended))
            return false;
        if (Take(at, at < rest.Length))
            written--;
        cells.Add((cell, written - cell));
        source = unquoted;
        lines++;
        return true;
    }

    private void Fill()
    {
        var length = data.End - data.Start;
        if (length == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        buffer.AsSpan(data.Start, length).CopyTo(buffer);
        data = (0, length);
        record = (0, 0);
        var read = stream.ReadAtLeast(buffer.AsSpan(length), 1, throwOnEndOfStream: false);
        data.End += read;
        ended = read == 0;
    }

    private void SkipByteOrderMark()
    {
        Fill();
        Offset = 0;
        if (!buffer.AsSpan(0, data.End).StartsWith("\uFEFF"u8))
            return;
        data.Start = 3;
        record = (0, 3);
    }
}
