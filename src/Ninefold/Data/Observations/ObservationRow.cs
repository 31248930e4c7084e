using System.Text.Json;
using System.Text.Json.Serialization;
using Parquet.Serialization.Attributes;

namespace Ninefold.Data.Observations;

/// <summary>An observation as a row of Parquet.</summary>
internal sealed class ObservationRow
{
    [JsonPropertyName("log_position")]
    public long LogPosition { get; set; }

    [JsonPropertyName("id"), ParquetRequired]
    public string Id { get; set; } = "";

    [JsonPropertyName("system"), ParquetRequired]
    public string System { get; set; } = "";

    [JsonPropertyName("kind"), ParquetRequired]
    public string Kind { get; set; } = "";

    [JsonPropertyName("happened_at"), ParquetTimestamp(ParquetTimestampResolution.Milliseconds, true, true)]
    public DateTime At { get; set; }

    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }

    [JsonPropertyName("subject")]
    public string? Subject { get; set; }

    [JsonPropertyName("item")]
    public string? Item { get; set; }

    [JsonPropertyName("value")]
    public double? Value { get; set; }

    [JsonPropertyName("position")]
    public int? Position { get; set; }

    [JsonPropertyName("probability")]
    public double? Probability { get; set; }

    [JsonPropertyName("release")]
    public string? Release { get; set; }

    [JsonPropertyName("arm")]
    public string? Arm { get; set; }

    [JsonPropertyName("replayed")]
    public bool Replayed { get; set; }

    [JsonPropertyName("data")]
    public string? Data { get; set; }

    public static ObservationRow Of(long position, Observation o) =>
        new()
        {
            LogPosition = position,
            Id = o.Id,
            System = o.System,
            Kind = o.Kind,
            At = o.At.UtcDateTime,
            RequestId = o.RequestId,
            Subject = o.Subject,
            Item = o.Item,
            Value = o.Value,
            Position = o.Position,
            Probability = o.Probability,
            Release = o.Release,
            Arm = o.Arm,
            Replayed = o.Replayed,
            Data = o.Data?.GetRawText(),
        };

    public Observation ToObservation() =>
        new()
        {
            Id = Id,
            System = System,
            Kind = Kind,
            At = new(DateTime.SpecifyKind(At, DateTimeKind.Utc)),
            RequestId = RequestId,
            Subject = Subject,
            Item = Item,
            Value = Value,
            Position = Position,
            Probability = Probability,
            Release = Release,
            Arm = Arm,
            Replayed = Replayed,
            Data = Data is null ? null : JsonElement.Parse(Data),
        };
}
