namespace Ninefold.Data.Observations;

/// <summary>What a writer does before it writes: completes what a crash interrupted, and learns the latest ids.</summary>
internal static class LogRecovery
{
    public static async Task<(RecentIds Ids, SegmentWriter Segment)> RunAsync(
        string folder,
        int rememberedIds,
        long now,
        CancellationToken cancellation
    )
    {
        foreach (var path in LogFile.TemporariesIn(folder))
            File.Delete(path);
        LogFile.RolledSegmentsIn(folder).ForEach(SegmentRoller.RemoveSegment);

        var ids = new RecentIds(rememberedIds);
        var files = LogFile.In(folder);
        var last = files.LastOrDefault();
        var oldest = (last?.First ?? 0) - rememberedIds;
        foreach (var file in files.Skip(files.FindLastIndex(f => f.First <= oldest)))
            if (file.IsRolled)
                await foreach (var id in RolledFile.ReadIdsAsync(file.Path, cancellation).ConfigureAwait(false))
                    Learn(id);
            else if (file != last)
                LearnFrom(file);

        if (last is { IsSegment: true })
            return (ids, SegmentWriter.Recover(last, now, (_, json) => Learn(ObservationJson.Read(json).Id)));
        var next = last is null
            ? 0
            : (await RolledFile.SummaryAsync(last.Path, cancellation).ConfigureAwait(false)).Next;
        return (ids, SegmentWriter.Create(folder, next, now, lastAppendAt: 0));

        void LearnFrom(LogFile segment)
        {
            using var reader = new SegmentReader(segment.Path);
            var end = reader.Committed;
            while (reader.TryRead(end, out _, out var json))
                Learn(ObservationJson.Read(json).Id);
        }

        void Learn(string id)
        {
            ids.Add(RecentIds.Hash(id));
            ids.Age();
        }
    }
}
