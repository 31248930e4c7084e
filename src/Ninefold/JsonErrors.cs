using System.Text.Json;

namespace Ninefold;

/// <summary>Says in one line what is wrong with a JSON text.</summary>
public static class JsonErrors
{
    /// <summary>Where it is wrong, what is wrong, and which fields there are.</summary>
    /// <param name="error">What the reader threw.</param>
    /// <param name="expected">What was to be read.</param>
    public static string Describe(JsonException error, Type expected)
    {
        var place = error switch
        {
            { Path: { Length: > 1 } path } => $" at {path}",
            { LineNumber: { } line, BytePositionInLine: { } column } => $" at line {line + 1}, byte {column + 1}",
            _ => "",
        };
        var fields = expected.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
        var message = error.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.');
        return $"The JSON is not a valid {expected.Name}{place}: {message}. Fields: {string.Join(", ", fields)}.";
    }
}
