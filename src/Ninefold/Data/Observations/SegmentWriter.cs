using Microsoft.Win32.SafeHandles;

namespace Ninefold.Data.Observations;

/// <summary>Appends committed groups of frames to one segment.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly SafeFileHandle file;
    private bool hasUncommitted;

    private SegmentWriter(LogFile segment, SegmentHeader header, FileMode mode)
    {
        (Segment, Header) = (segment, header);
        file = File.OpenHandle(segment.Path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    public LogFile Segment { get; }

    public SegmentHeader Header { get; private set; }

    /// <summary>A new segment; it is in the folder for good when this returns.</summary>
    public static SegmentWriter Create(string folder, long first, long createdAt, long lastAppendAt)
    {
        var header = new SegmentHeader(createdAt, SegmentHeader.Size, first, lastAppendAt);
        var writer = new SegmentWriter(LogFile.Segment(folder, first), header, FileMode.Create);
        return writer.Begin();
    }

    /// <summary>Opens the segment that a writer left, hands over what it holds, and cuts off its torn tail.</summary>
    /// <param name="segment">The last segment of the log.</param>
    /// <param name="now">Unix milliseconds, for a segment that has no valid header.</param>
    /// <param name="each">Called with the position and JSON of each observation.</param>
    public static SegmentWriter Recover(LogFile segment, long now, Action<long, ReadOnlySpan<byte>> each)
    {
        SegmentHeader header;
        using (var reader = new SegmentReader(segment.Path))
        {
            header = reader.Header ?? new(now, SegmentHeader.Size, segment.First, 0);
            var next = header.Next;
            var committed = Math.Clamp(reader.Length, SegmentHeader.Size, header.Committed);
            var end = committed;
            // What was committed stays, even where it can no longer be read; beyond it only whole frames do.
            foreach (var limit in new[] { committed, reader.Length })
                while (reader.TryRead(limit, out var position, out var json))
                {
                    each(position, json);
                    next = Math.Max(next, position + 1);
                    end = Math.Max(end, reader.Offset);
                }
            header = header with { Committed = end, Next = next, IsClosed = false };
        }
        return new SegmentWriter(segment, header, FileMode.Open).Begin();
    }

    /// <summary>Stores frames: when this returns they are durable and readers see them, when it throws no reader does.</summary>
    public void Append(ReadOnlySpan<byte> frames, long next, long now)
    {
        if (hasUncommitted)
            DropUncommitted();
        try
        {
            hasUncommitted = true;
            RandomAccess.Write(file, frames, Header.Committed);
            RandomAccess.FlushToDisk(file);
            var after = Header with
            {
                Committed = Header.Committed + frames.Length,
                Next = next,
                LastAppendAt = now,
                IsClosed = false,
            };
            after.Write(file);
            Header = after;
            hasUncommitted = false;
        }
        catch (IOException)
        {
            try
            {
                DropUncommitted();
            }
            catch (IOException) { } // the next append tries again, and readers stop at the header's mark
            throw;
        }
    }

    /// <summary>Makes the header durable too: nobody recovers a segment that is not the last.</summary>
    public void Close()
    {
        if (hasUncommitted)
            DropUncommitted();
        Header = Header with { IsClosed = true };
        Header.Write(file);
        RandomAccess.FlushToDisk(file);
    }

    public void Dispose() => file.Dispose();

    private SegmentWriter Begin()
    {
        try
        {
            DropUncommitted();
            FolderFlush.ToDisk(Path.GetDirectoryName(Segment.Path)!);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void DropUncommitted()
    {
        RandomAccess.SetLength(file, Header.Committed);
        RandomAccess.FlushToDisk(file);
        Header.Write(file);
        hasUncommitted = false;
    }
}
