using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;
using Parquet.Serialization.Attributes;

namespace Ninefold.Data.Observations;

/// <summary>Reads a Parquet file of the log, a row group at a time.</summary>
internal static class RolledFile
{
    /// <summary>Row groups that lie wholly before the position or outside the period are not read.</summary>
    public static async IAsyncEnumerable<LoggedObservation> ReadAsync(
        string path,
        long position,
        DateTimeOffset? from,
        DateTimeOffset? to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var file = File.OpenRead(path);
        var groups = await GroupsAsync(file, path, cancellation).ConfigureAwait(false);
        for (var group = 0; group < groups.Count; group++)
        {
            var (_, next, first, last) = groups[group];
            if (next <= position || first >= to?.ToUnixTimeMilliseconds() + 1 || last < from?.ToUnixTimeMilliseconds())
                continue;
            foreach (var row in await RowsAsync<ObservationRow>(file, path, group, cancellation).ConfigureAwait(false))
                if (row.LogPosition >= position)
                    yield return new(row.ToObservation(), row.LogPosition + 1);
        }
    }

    public static async IAsyncEnumerable<string> ReadIdsAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var file = File.OpenRead(path);
        var groups = await GroupsAsync(file, path, cancellation).ConfigureAwait(false);
        for (var group = 0; group < groups.Count; group++)
            foreach (var row in await RowsAsync<IdRow>(file, path, group, cancellation).ConfigureAwait(false))
                yield return row.Id;
    }

    /// <summary>How many observations it holds, and the position after the last; 0 where it holds none.</summary>
    public static async Task<(long Count, long Next)> SummaryAsync(string path, CancellationToken cancellation)
    {
        using var file = File.OpenRead(path);
        var groups = await GroupsAsync(file, path, cancellation).ConfigureAwait(false);
        return (groups.Sum(g => g.Rows), groups.Select(g => g.Next).LastOrDefault());
    }

    /// <summary>Of each row group: rows, position after the last, first and last time in Unix milliseconds.</summary>
    private static Task<List<(long Rows, long Next, long First, long Last)>> GroupsAsync(
        Stream file,
        string path,
        CancellationToken cancellation
    ) =>
        Guarded(
            path,
            async () =>
            {
                var parquet = await ParquetReader
                    .CreateAsync(file, leaveStreamOpen: true, cancellationToken: cancellation)
                    .ConfigureAwait(false);
                await using var _ = parquet.ConfigureAwait(false);
                var fields = parquet.Schema.GetDataFields().ToDictionary(f => f.Name);
                var groups = new List<(long, long, long, long)>();
                for (var i = 0; i < parquet.RowGroupCount; i++)
                {
                    using var group = parquet.OpenRowGroupReader(i);
                    if (group.RowCount == 0)
                        continue;
                    var (_, lastPosition) = Bounds(group, fields["log_position"]);
                    var (first, last) = Bounds(group, fields["happened_at"]);
                    groups.Add((group.RowCount, lastPosition + 1, first, last));
                }
                return groups;
            }
        );

    private static (long Least, long Most) Bounds(ParquetRowGroupReader group, DataField field) =>
        group.GetStatistics(field) is { MinValue: long least, MaxValue: long most }
            ? (least, most)
            : throw new InvalidDataException($"The column '{field.Name}' has no statistics.");

    private static Task<IList<T>> RowsAsync<T>(Stream file, string path, int group, CancellationToken cancellation)
        where T : class, new() =>
        Guarded(
            path,
            async () =>
            {
                file.Position = 0;
                var result = await ParquetSerializer
                    .DeserializeAsync<T>(file, rowGroupIndex: group, cancellationToken: cancellation)
                    .ConfigureAwait(false);
                return result.Data;
            }
        );

    /// <summary>A damaged file can fail the library in any way; the message names the file.</summary>
    private static async Task<T> Guarded<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidDataException(
                $"The file '{path}' of the log of observations cannot be read ({e.Message}). Restore it, or move it away.",
                e
            );
        }
    }

    private sealed class IdRow
    {
        [JsonPropertyName("id"), ParquetRequired]
        public string Id { get; set; } = "";
    }
}
