using System.Buffers;
using System.Text;
using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

/// <summary>A folder for a log, with observations to put into it; gone after the test.</summary>
public sealed class LogFolder : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Path { get; } = Directory.CreateTempSubdirectory("ninefold-log-").FullName;

    public ObservationReader Reader => new(Path);

    public string[] Segments => Directory.GetFiles(Path, "*.log");

    public string[] Rolled => Directory.GetFiles(Path, "*.parquet");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public Task<ObservationLog> OpenAsync(ObservationLogOptions? options = null) =>
        ObservationLog.OpenAsync(Path, TimeProvider.System, options, Cancellation);

    public async Task<List<Observation>> ReadAsync() =>
        await Reader.ReadAsync(cancellation: Cancellation).ToListAsync();

    public async Task<List<string>> IdsAsync() => [.. (await ReadAsync()).Select(o => o.Id)];

    /// <summary>Distinct observations; every third has all fields, of every length.</summary>
    public static Observation[] Some(int count, string prefix = "o") =>
        [.. Enumerable.Range(0, count).Select(i => One($"{prefix}{i}", i))];

    public static Observation One(string id, int i = 0) =>
        i % 3 > 0
            ? new()
            {
                Id = id,
                System = "video",
                Kind = "click",
                At = Start.AddSeconds(i),
            }
            : new()
            {
                Id = id,
                System = "video",
                Kind = "impression",
                At = Start.AddSeconds(i),
                RequestId = $"request {i}",
                Subject = "Zoë \"😀\"",
                Item = new string('x', i % 200 + 1),
                Value = i * .1,
                Position = i,
                Probability = 1.0 / (i + 1),
                Release = "r1",
                Arm = "champion",
                Replayed = true,
                Data = JsonElement.Parse($$"""{ "a": [1, 2.50, "é"], "i": {{i}} }"""),
            };

    /// <summary>All of an observation as text: records with JSON in them do not compare.</summary>
    public static string Text(Observation o)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = ObservationJson.To(bytes);
        ObservationJson.Write(json, o);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
