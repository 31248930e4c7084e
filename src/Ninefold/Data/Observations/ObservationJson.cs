using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ninefold.Data.Observations;

/// <summary>The form of an observation inside a segment: UTF-8 JSON without what is absent.</summary>
internal static class ObservationJson
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for a file, not for a page
        SkipValidation = true,
    };

    public static Utf8JsonWriter To(IBufferWriter<byte> output) => new(output, WriterOptions);

    public static void Write(Utf8JsonWriter writer, Observation observation)
    {
        writer.Reset();
        JsonSerializer.Serialize(writer, AsStored(observation), ObservationJsonContext.Default.Observation);
    }

    public static Observation Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ObservationJsonContext.Default.Observation)
        ?? throw new InvalidDataException("A frame of the log holds null instead of an observation.");

    /// <summary>Time is stored in UTC to the millisecond, in a segment as in Parquet.</summary>
    private static Observation AsStored(Observation o) =>
        o with
        {
            At = DateTimeOffset.FromUnixTimeMilliseconds(o.At.ToUnixTimeMilliseconds()),
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(RawJsonConverter)]
)]
[JsonSerializable(typeof(Observation))]
internal sealed partial class ObservationJsonContext : JsonSerializerContext;

/// <summary>Copies <see cref="Observation.Data"/> as it came; <see cref="ObservationRules"/> has checked it.</summary>
internal sealed class RawJsonConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
