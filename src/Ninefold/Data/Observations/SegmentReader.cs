using Microsoft.Win32.SafeHandles;

namespace Ninefold.Data.Observations;

/// <summary>Reads the frames of a segment in order; it may be written, rolled and deleted meanwhile.</summary>
internal sealed class SegmentReader : IDisposable
{
    private readonly string path;
    private readonly SafeFileHandle file;
    private byte[] buffer = new byte[128 * 1024];
    private long bufferStart;
    private int bufferFilled;

    /// <exception cref="FileNotFoundException">The segment was rolled: read its Parquet file.</exception>
    public SegmentReader(string path)
    {
        this.path = path;
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>The end of the last frame that was read.</summary>
    public long Offset { get; private set; } = SegmentHeader.Size;

    /// <summary>What was skipped so far.</summary>
    public List<DamagedRange> Damaged { get; } = [];

    public long Length => RandomAccess.GetLength(file);

    public SegmentHeader? Header => SegmentHeader.Read(file);

    /// <summary>How far the segment is committed; where the header is damaged, all of it: frames vouch for themselves.</summary>
    public long Committed => Header is { } header ? Math.Min(header.Committed, Length) : Length;

    /// <summary>True where nothing more is committed yet, and what comes next comes into this segment.</summary>
    public bool IsIdle => Header is { IsClosed: false } header && header.Committed <= Offset;

    /// <summary>Moves to the next whole frame before <paramref name="end"/>, over damage if need be.</summary>
    /// <param name="end">Where to stop: the end of a frame, or of the file.</param>
    /// <param name="position">The observation's position.</param>
    /// <param name="json">The observation; valid until the next call.</param>
    public bool TryRead(long end, out long position, out ReadOnlySpan<byte> json)
    {
        for (var at = Offset; at < end; at = NextMark(at + 1, end))
        {
            var size = LogFrame.Size(Bytes(at, LogFrame.HeaderSize, end)) ?? 0;
            var frame = Bytes(at, size, end);
            if (size == 0 || frame.Length < size || !LogFrame.IsWhole(frame))
                continue;
            if (at > Offset)
                Damaged.Add(new(path, Offset, at - Offset));
            Offset = at + size;
            position = LogFrame.Position(frame);
            json = frame[LogFrame.HeaderSize..];
            return true;
        }
        if (Offset < end)
            Damaged.Add(new(path, Offset, end - Offset));
        Offset = Math.Max(Offset, end);
        position = 0;
        json = default;
        return false;
    }

    public void Dispose() => file.Dispose();

    private long NextMark(long at, long end)
    {
        while (at < end)
        {
            var bytes = Bytes(at, buffer.Length, end);
            var found = bytes.IndexOf(LogFrame.Mark);
            if (found >= 0)
                return at + found;
            at += Math.Max(1, bytes.Length - LogFrame.Mark.Length + 1); // a mark may lie across two reads
        }
        return end;
    }

    /// <summary>The bytes at an offset; fewer than <paramref name="size"/> only at the end.</summary>
    private ReadOnlySpan<byte> Bytes(long at, int size, long end)
    {
        size = (int)Math.Min(size, end - at);
        if (at < bufferStart || at + size > bufferStart + bufferFilled)
        {
            if (size > buffer.Length)
                buffer = new byte[size];
            bufferStart = at;
            bufferFilled = 0;
            var wanted = (int)Math.Min(buffer.Length, end - at);
            while (bufferFilled < wanted)
            {
                var read = RandomAccess.Read(
                    file,
                    buffer.AsSpan(bufferFilled, wanted - bufferFilled),
                    at + bufferFilled
                );
                if (read == 0)
                    break;
                bufferFilled += read;
            }
        }
        var start = (int)(at - bufferStart);
        return buffer.AsSpan(start, Math.Min(size, bufferFilled - start));
    }
}
