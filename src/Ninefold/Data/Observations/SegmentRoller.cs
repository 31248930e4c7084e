namespace Ninefold.Data.Observations;

/// <summary>
/// Turns a closed segment into a Parquet file in three steps, of which each may be the last before a crash: write a
/// temporary file, rename it, remove the segment.
/// </summary>
internal static class SegmentRoller
{
    // Requests are answered on the same cores: work comes in small pieces, with three times as long a rest after each.
    private const int RowsAtOnce = 5_000;
    private const int Rest = 3;

    /// <param name="segment">Closed.</param>
    /// <param name="hurry">Once it is cancelled, there are no more rests.</param>
    public static async Task RollAsync(LogFile segment, CancellationToken hurry)
    {
        await WriteTemporaryAsync(segment, hurry).ConfigureAwait(false);
        Publish(segment);
        RemoveSegment(segment);
    }

    public static async Task WriteTemporaryAsync(LogFile segment, CancellationToken hurry)
    {
        using var reader = new SegmentReader(segment.Path);
        var file = new FileStream(segment.TemporaryPath, FileMode.Create, FileAccess.ReadWrite);
        await using (file.ConfigureAwait(false))
        {
            await ObservationParquet
                .WriteAsync(file, Rows(reader), rowsPerGroup: RowsAtOnce, rest: RestAsync, CancellationToken.None)
                .ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        async Task RestAsync(TimeSpan spent)
        {
            if (!hurry.IsCancellationRequested)
                await Task.Delay(spent * Rest, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>From here on readers take the Parquet file.</summary>
    public static void Publish(LogFile segment)
    {
        File.Move(segment.TemporaryPath, segment.RolledPath, overwrite: true);
        FolderFlush.ToDisk(Path.GetDirectoryName(segment.Path)!);
    }

    /// <summary>Deletes a segment that was rolled; one with damage is set aside instead.</summary>
    public static void RemoveSegment(LogFile segment)
    {
        bool damaged;
        using (var reader = new SegmentReader(segment.Path))
        {
            var end = reader.Committed;
            while (reader.TryRead(end, out _, out _)) { }
            damaged = reader.Damaged.Count > 0;
        }
        if (damaged)
            File.Move(segment.Path, segment.DamagedPath, overwrite: true);
        else
            File.Delete(segment.Path);
    }

    private static IEnumerable<ObservationRow> Rows(SegmentReader reader)
    {
        while (reader.TryRead(reader.Committed, out var position, out var json))
            yield return ObservationRow.Of(position, ObservationJson.Read(json));
    }
}
