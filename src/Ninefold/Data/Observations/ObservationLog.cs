using System.Buffers;
using System.Threading.Channels;

namespace Ninefold.Data.Observations;

/// <summary>
/// The append-only log of what happened, in one folder with one writer. An append returns when the disk has it;
/// concurrent appenders share one write and one flush (group commit). Full or old segments become Parquet files in the
/// background.
/// </summary>
/// <remarks>
/// An observation is stored once: a repeated id is acknowledged and dropped, also after a restart, up to the horizon
/// <see cref="ObservationLogOptions.RememberedIds"/>. Time is stored in UTC to the millisecond. To keep only the recent past, delete the
/// oldest Parquet files.
/// </remarks>
public sealed class ObservationLog : IAsyncDisposable
{
    private const int MaxGroupBytes = 8 << 20;

    private readonly string folder;
    private readonly TimeProvider time;
    private readonly ObservationLogOptions options;
    private readonly WriterLock writerLock;
    private readonly RecentIds ids;
    private readonly Channel<PendingAppend> queue;
    private readonly Task writing;
    private readonly CancellationTokenSource hurry = new(); // somebody waits for the rolling
    private long next;

    // Of the writer's thread:
    private readonly ArrayBufferWriter<byte> frames = new();
    private readonly List<UInt128> added = [];
    private SegmentWriter segment;
    private Task rolling = Task.CompletedTask;

    private ObservationLog(
        string folder,
        TimeProvider time,
        ObservationLogOptions options,
        WriterLock writerLock,
        RecentIds ids,
        SegmentWriter segment
    )
    {
        (this.folder, this.time, this.options, this.writerLock) = (folder, time, options, writerLock);
        (this.ids, this.segment) = (ids, segment);
        Reader = new(folder);
        next = segment.Header.Next;
        queue = Channel.CreateBounded<PendingAppend>(
            new BoundedChannelOptions(options.QueueLength) { SingleReader = true }
        );
        RollClosedSegments(); // those that the last writer left
        // A thread of its own: a flush blocks for milliseconds.
        writing = Task.Factory.StartNew(
            Write,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Reads this log, also while it is written.</summary>
    public ObservationReader Reader { get; }

    /// <summary>The position after the last observation that is durable.</summary>
    internal long Next => Interlocked.Read(ref next);

    /// <summary>
    /// Why closed segments could not be rolled to Parquet the last time, such as a full disk; null where they were. They
    /// are read as they are, and the next roll tries again.
    /// </summary>
    public Exception? RollFailure { get; private set; }

    /// <summary>Opens a log for writing: repairs what a crash left, and reads the ids it knows.</summary>
    /// <param name="folder">Its folder; created where it is new.</param>
    /// <param name="time">The clock that observations and segments are held against.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellation">Stops opening.</param>
    /// <exception cref="ObservationLogInUseException">Another writer, in this process or another, has it open.</exception>
    /// <exception cref="InvalidDataException">A Parquet file is damaged.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static async Task<ObservationLog> OpenAsync(
        string folder,
        TimeProvider time,
        ObservationLogOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new();
        options.Validate();
        Directory.CreateDirectory(folder);
        var writerLock = new WriterLock(folder);
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var (ids, segment) = await LogRecovery
                .RunAsync(folder, options.RememberedIds, now, cancellation)
                .ConfigureAwait(false);
            return new ObservationLog(folder, time, options, writerLock, ids, segment);
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>Stores a batch, in order, all of it or nothing; returns when it is durable.</summary>
    /// <param name="batch">At most <see cref="ObservationLogOptions.MaxBatch"/> observations and 32 MB.</param>
    /// <param name="cancellation">Stops waiting; a batch that is queued already may still be stored.</param>
    /// <exception cref="InvalidObservationsException">One or more are invalid; all errors are listed.</exception>
    /// <exception cref="ObservationsNotStoredException">The disk is full or failed; append them again later.</exception>
    public async Task<AppendResult> AppendAsync(
        IReadOnlyList<Observation> batch,
        CancellationToken cancellation = default
    )
    {
        var stored = await AppendNewAsync(batch, cancellation).ConfigureAwait(false);
        return new(stored.Count, batch.Count - stored.Count);
    }

    /// <summary>As <see cref="AppendAsync"/>.</summary>
    /// <returns>Those that were not in the log already.</returns>
    internal async Task<IReadOnlyList<Observation>> AppendNewAsync(
        IReadOnlyList<Observation> batch,
        CancellationToken cancellation
    )
    {
        ObservationRules.Check(batch, options.MaxBatch, time.GetUtcNow());
        var pending = PendingAppend.Of(batch);
        var result = await EnqueueAsync(pending, cancellation).ConfigureAwait(false);
        return result.Duplicates == 0 ? batch : [.. pending.New.Select(i => batch[i])];
    }

    /// <summary>Closes the current segment and returns when all that was appended before is in Parquet.</summary>
    /// <exception cref="ObservationsNotStoredException">The disk is full or failed; nothing is lost.</exception>
    public async Task RollAsync(CancellationToken cancellation = default)
    {
        await hurry.CancelAsync().ConfigureAwait(false);
        await EnqueueAsync(new PendingAppend { ClosesSegment = true }, cancellation).ConfigureAwait(false);
        await rolling.WaitAsync(cancellation).ConfigureAwait(false);
        if (RollFailure is { } failure)
            throw new ObservationsNotStoredException(folder, failure);
    }

    /// <summary>Stores what is queued, finishes rolling, and frees the folder for another writer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!queue.Writer.TryComplete())
            return;
        await hurry.CancelAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        await rolling.ConfigureAwait(false);
        hurry.Dispose();
        segment.Dispose();
        writerLock.Dispose();
    }

    private async Task<AppendResult> EnqueueAsync(PendingAppend pending, CancellationToken cancellation)
    {
        try
        {
            await queue.Writer.WriteAsync(pending, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException($"The log of observations '{folder}' is closed.", e);
        }
        return await pending.Done.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private void Write()
    {
        var group = new List<PendingAppend>();
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            for (var bytes = 0; bytes < MaxGroupBytes && queue.Reader.TryRead(out var pending); bytes += pending.Bytes)
                group.Add(pending);
            Store(group);
        }
    }

    private void Store(List<PendingAppend> group)
    {
        var results = new AppendResult[group.Count];
        frames.ResetWrittenCount();
        added.Clear();
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (IsFull(now) || group.Exists(p => p.ClosesSegment))
                CloseSegment(now);
            var after = segment.Header.Next;
            for (var i = 0; i < group.Count; i++)
                results[i] = group[i].WriteNew(frames, ids, added, ref after);
            if (added.Count > 0)
                segment.Append(frames.WrittenSpan, after, now);
            Interlocked.Exchange(ref next, after);
        }
        catch (Exception e) // whatever it was, nobody may wait for ever
        {
            added.ForEach(ids.Remove);
            group.ForEach(p => p.Done.SetException(new ObservationsNotStoredException(folder, e)));
            return;
        }
        ids.Age();
        for (var i = 0; i < group.Count; i++)
            group[i].Done.SetResult(results[i]);
    }

    private bool IsFull(long now) =>
        segment.Header.Committed >= options.SegmentBytes
        || now - segment.Header.CreatedAt >= options.SegmentAge.TotalMilliseconds;

    private void CloseSegment(long now)
    {
        var closed = segment;
        if (closed.Header.Next > closed.Segment.First) // it holds something
        {
            closed.Close();
            segment = SegmentWriter.Create(folder, closed.Header.Next, now, closed.Header.LastAppendAt);
            closed.Dispose();
        }
        RollClosedSegments();
    }

    private void RollClosedSegments()
    {
        var (before, open) = (rolling, segment.Segment.First);
        rolling = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            try
            {
                foreach (var file in LogFile.In(folder).Where(f => f.IsSegment && f.First < open))
                    await SegmentRoller.RollAsync(file, hurry.Token).ConfigureAwait(false);
                RollFailure = null;
            }
            catch (Exception e) // it is reported, and must not stop the log
            {
                RollFailure = e;
            }
        });
    }
}
