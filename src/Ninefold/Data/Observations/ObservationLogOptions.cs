namespace Ninefold.Data.Observations;

/// <summary>The limits of an <see cref="ObservationLog"/>; the defaults suit one server.</summary>
public sealed record ObservationLogOptions
{
    /// <summary>A segment of this size is closed and rolled to Parquet. 4 kB to 1 GB; 64 MB.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>At the first append after this age a segment is closed and rolled to Parquet. Above 0; one hour.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most observations in one append. 1 to 100,000; 10,000.</summary>
    public int MaxBatch { get; init; } = 10_000;

    /// <summary>Batches that may wait for the writer; further appenders wait for a place. 1 to 100,000; 256.</summary>
    public int QueueLength { get; init; } = 256;

    /// <summary>
    /// An id is recognised as a duplicate for at least half this many observations after it was stored. 1,000 to
    /// 1,000,000,000; 10,000,000, which take about 450 MB once the log is that long.
    /// </summary>
    public int RememberedIds { get; init; } = 10_000_000;

    /// <exception cref="ArgumentException">One or more limits are out of range; all are named.</exception>
    internal void Validate()
    {
        var errors = new List<string>();
        Within(SegmentBytes, 4096, 1 << 30, nameof(SegmentBytes));
        Within(MaxBatch, 1, 100_000, nameof(MaxBatch));
        Within(QueueLength, 1, 100_000, nameof(QueueLength));
        Within(RememberedIds, 1_000, 1_000_000_000, nameof(RememberedIds));
        if (SegmentAge <= TimeSpan.Zero)
            errors.Add($"{nameof(SegmentAge)} must be above 0; got {SegmentAge}.");
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(' ', errors));

        void Within(long value, long least, long most, string name)
        {
            if (value < least || value > most)
                errors.Add($"{name} must be {least} to {most}; got {value}.");
        }
    }
}
