using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ninefold.Hosting.Pages;

/// <summary>A request to begin with, made from the shape of the request type: what has a default shows it.</summary>
internal static class RequestExample
{
    private const int Deepest = 4;

    /// <summary>Indented JSON that the type can be read from.</summary>
    public static string Of(Type request)
    {
        SystemEngine.Json.MakeReadOnly(populateMissingResolver: true); // shapes can only be asked for from then on
        return Example(request, 0)?.ToJsonString(new(SystemEngine.Json) { WriteIndented = true }) ?? "null";
    }

    private static JsonNode? Example(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var shape = SystemEngine.Json.GetTypeInfo(type);
        if (depth > Deepest)
            return null;
        return shape.Kind switch
        {
            JsonTypeInfoKind.Object => new JsonObject(
                shape.Properties.Select(p => KeyValuePair.Create(p.Name, Example(p, depth)))
            ),
            JsonTypeInfoKind.Enumerable => new JsonArray(),
            JsonTypeInfoKind.Dictionary => new JsonObject(),
            _ when type == typeof(string) => "",
            _ when type == typeof(bool) => false,
            _ when type == typeof(DateTimeOffset) || type == typeof(DateTime) => "2026-01-01T12:00:00Z",
            _ when type.IsPrimitive || type == typeof(decimal) => 1,
            _ when type.IsEnum => JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), SystemEngine.Json),
            _ => null,
        };
    }

    private static JsonNode? Example(JsonPropertyInfo property, int depth) =>
        property.AssociatedParameter is { HasDefaultValue: true } given
            ? JsonSerializer.SerializeToNode(given.DefaultValue, property.PropertyType, SystemEngine.Json)
            : Example(property.PropertyType, depth + 1);
}
