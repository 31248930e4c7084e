using System.Runtime.CompilerServices;

namespace Ninefold.Data.Observations;

/// <summary>
/// Reads a log of observations in the order of appending, over Parquet files and live segments. It takes no lock: it may
/// read in any process while one writes, and sees what is durable, each observation once.
/// </summary>
/// <param name="folder">The log's folder; one that does not exist yet is an empty log.</param>
public sealed class ObservationReader(string folder)
{
    private static readonly TimeSpan DefaultPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads what is there now.</summary>
    /// <param name="from">Only what happened then or later.</param>
    /// <param name="to">Only what happened before.</param>
    /// <param name="kinds">Only these kinds.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InvalidDataException">A Parquet file is damaged.</exception>
    public async IAsyncEnumerable<Observation> ReadAsync(
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        IReadOnlySet<string>? kinds = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await foreach (var (o, _) in WalkAsync(0, from, to, poll: null, cancellation).ConfigureAwait(false))
            if (!(o.At < from) && !(o.At >= to) && kinds?.Contains(o.Kind) != false)
                yield return o;
    }

    /// <summary>Reads what is there now from a position on.</summary>
    /// <param name="position">0, or the <see cref="LoggedObservation.Next"/> of the last observation that was handled.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="InvalidDataException">A Parquet file is damaged.</exception>
    public IAsyncEnumerable<LoggedObservation> ReadFromAsync(long position, CancellationToken cancellation = default) =>
        WalkAsync(position, from: null, to: null, poll: null, cancellation);

    /// <summary>Reads from a position on, and then what is appended, until it is cancelled.</summary>
    /// <param name="position">0, or the <see cref="LoggedObservation.Next"/> of the last observation that was handled.</param>
    /// <param name="poll">How often to look for more once all is read; 50 ms where null.</param>
    /// <param name="cancellation">Stops following.</param>
    /// <exception cref="InvalidDataException">A Parquet file is damaged.</exception>
    public IAsyncEnumerable<LoggedObservation> FollowAsync(
        long position,
        TimeSpan? poll = null,
        CancellationToken cancellation = default
    ) => WalkAsync(position, from: null, to: null, poll ?? DefaultPoll, cancellation);

    /// <summary>Counts what is there; live segments are scanned, Parquet files only opened.</summary>
    public async Task<LogStatistics> StatisticsAsync(CancellationToken cancellation = default)
    {
        while (true)
            try
            {
                return await CountAsync(cancellation).ConfigureAwait(false);
            }
            catch (FileNotFoundException) { } // a segment was rolled meanwhile
    }

    private async IAsyncEnumerable<LoggedObservation> WalkAsync(
        long position,
        DateTimeOffset? from,
        DateTimeOffset? to,
        TimeSpan? poll,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        (long First, SegmentReader Reader)? open = null;
        long? finished = null; // the last Parquet file that was read to its end
        try
        {
            while (true)
            {
                var complete = true;
                var files = LogFile.In(folder);
                foreach (var file in files.Skip(files.FindLastIndex(f => f.First <= position)))
                {
                    if (file.IsRolled && open?.First != file.First)
                    {
                        if (file.First == finished)
                            continue;
                        var rows = RolledFile.ReadAsync(file.Path, position, from, to, cancellation);
                        await foreach (var row in rows.ConfigureAwait(false))
                        {
                            position = row.Next;
                            yield return row;
                        }
                        finished = file.First;
                        continue;
                    }
                    if (open?.First != file.First)
                    {
                        open?.Reader.Dispose();
                        open = TryOpen(file) is { } opened ? (file.First, opened) : null;
                    }
                    if (open is not { Reader: var segment })
                    {
                        complete = false; // it was rolled since the files were listed: list them again
                        break;
                    }
                    var end = segment.Committed;
                    while (segment.TryRead(end, out var at, out var json))
                    {
                        cancellation.ThrowIfCancellationRequested();
                        if (at < position)
                            continue;
                        position = at + 1;
                        var observation = ObservationJson.Read(json);
                        yield return new(observation, position);
                    }
                }
                if (!complete)
                    continue;
                if (poll is not { } wait)
                    yield break;
                do await Task.Delay(wait, cancellation).ConfigureAwait(false);
                while (open is { Reader.IsIdle: true }); // spares listing the folder
            }
        }
        finally
        {
            open?.Reader.Dispose();
        }
    }

    private static SegmentReader? TryOpen(LogFile file)
    {
        try
        {
            return new SegmentReader(file.Path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task<LogStatistics> CountAsync(CancellationToken cancellation)
    {
        var (count, next, bytes, lastAppend) = (0L, 0L, 0L, 0L);
        var damaged = new List<DamagedRange>();
        var files = LogFile.In(folder);
        foreach (var file in files)
        {
            bytes += new FileInfo(file.Path).Length;
            if (file.IsRolled)
            {
                var rolled = await RolledFile.SummaryAsync(file.Path, cancellation).ConfigureAwait(false);
                (count, next) = (count + rolled.Count, Math.Max(next, rolled.Next));
                continue;
            }
            using var segment = new SegmentReader(file.Path);
            if (segment.Header is { } header)
                (next, lastAppend) = (Math.Max(next, header.Next), header.LastAppendAt);
            count += Scan(segment, damaged);
        }
        foreach (var path in LogFile.DamagedIn(folder))
        {
            using var segment = new SegmentReader(path);
            Scan(segment, damaged);
        }
        DateTimeOffset? lastAppendAt = lastAppend > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(lastAppend) : null;
        var segments = files.Count(f => f.IsSegment);
        return new(count, next, lastAppendAt, segments, files.Count - segments, bytes, damaged);
    }

    private static long Scan(SegmentReader segment, List<DamagedRange> damaged)
    {
        var (count, end) = (0L, segment.Committed);
        while (segment.TryRead(end, out _, out _))
            count++;
        damaged.AddRange(segment.Damaged);
        return count;
    }
}
