using System.Buffers;

namespace Ninefold.Data.Observations;

/// <summary>A batch on its way to the writer: its frames, all but their headers.</summary>
internal sealed class PendingAppend
{
    private const int MaxBatchBytes = 32 << 20;

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly List<(int End, UInt128 Id)> frames = [];

    /// <summary>Completes when the batch is durable, or fails with it.</summary>
    public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True where it holds nothing, and asks for the current segment to be closed.</summary>
    public bool ClosesSegment { get; init; }

    /// <summary>Once written, which observations of the batch were new.</summary>
    public List<int> New { get; } = [];

    public int Bytes => bytes.WrittenCount;

    /// <summary>Encodes on the caller's thread, so that appenders share the work and the writer only writes.</summary>
    /// <exception cref="InvalidObservationsException">The batch is too large.</exception>
    public static PendingAppend Of(IReadOnlyList<Observation> batch)
    {
        var pending = new PendingAppend();
        using var json = ObservationJson.To(pending.bytes);
        foreach (var observation in batch)
        {
            pending.bytes.GetSpan(LogFrame.HeaderSize);
            pending.bytes.Advance(LogFrame.HeaderSize);
            ObservationJson.Write(json, observation);
            pending.frames.Add((pending.Bytes, RecentIds.Hash(observation.Id)));
            if (pending.Bytes > MaxBatchBytes)
                throw new InvalidObservationsException([
                    new(-1, "batch", $"must take at most {MaxBatchBytes} bytes; split it"),
                ]);
        }
        return pending;
    }

    /// <summary>Writes the frames whose ids are new.</summary>
    /// <param name="group">Where to.</param>
    /// <param name="ids">The ids of the log; the new ones are added.</param>
    /// <param name="added">The ids that were added, for taking them back.</param>
    /// <param name="position">The next position; moved on.</param>
    public AppendResult WriteNew(ArrayBufferWriter<byte> group, RecentIds ids, List<UInt128> added, ref long position)
    {
        var start = 0;
        foreach (var (i, (end, id)) in frames.Index())
        {
            if (ids.Add(id))
            {
                added.Add(id);
                var frame = group.GetSpan(end - start)[..(end - start)];
                bytes.WrittenSpan[start..end].CopyTo(frame);
                LogFrame.Seal(frame, position++);
                group.Advance(frame.Length);
                New.Add(i);
            }
            start = end;
        }
        return new(New.Count, frames.Count - New.Count);
    }
}
