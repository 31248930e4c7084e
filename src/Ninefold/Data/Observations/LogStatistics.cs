namespace Ninefold.Data.Observations;

/// <summary>The state of a log at the moment it was asked for.</summary>
/// <param name="Count">Observations that can be read.</param>
/// <param name="Next">The position after the last one.</param>
/// <param name="LastAppendAt">When the last batch was stored; null where there was none.</param>
/// <param name="Segments">Files that are still being appended to or wait to be rolled.</param>
/// <param name="RolledFiles">Parquet files.</param>
/// <param name="Bytes">Size of all of them on disk.</param>
/// <param name="Damaged">What the disk did not give back as it was written; empty on a healthy disk.</param>
public sealed record LogStatistics(
    long Count,
    long Next,
    DateTimeOffset? LastAppendAt,
    int Segments,
    int RolledFiles,
    long Bytes,
    IReadOnlyList<DamagedRange> Damaged
);

/// <summary>Bytes of a segment that hold no readable observation, though they were stored.</summary>
/// <param name="File">The segment.</param>
/// <param name="Offset">Where the damage begins.</param>
/// <param name="Length">How many bytes are lost; what follows them was read.</param>
public sealed record DamagedRange(string File, long Offset, long Length);
