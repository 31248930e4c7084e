using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ninefold;

/// <summary>Says in one line what is wrong with a JSON text.</summary>
public static partial class JsonErrors
{
    /// <summary>Where it is wrong, what is wrong, and which fields there are at that place.</summary>
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
        var (holder, value) = At(expected, error.Path ?? "");
        var fields = holder.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
        return $"The JSON is not a valid {expected.Name}{place}: {Reason(error.Message, value)}. Fields: {string.Join(", ", fields)}.";
    }

    /// <summary>What is wrong, without the names of types that whoever sent the JSON has never heard of.</summary>
    private static string Reason(string message, Type value)
    {
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return "there is no such field";
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return $"{Kind(value)} is expected";
        if (message.Contains("null values", StringComparison.Ordinal))
            return $"{Kind(value)} is expected, not null";
        if (Missing().Match(message) is { Success: true } missing)
            return $"it lacks {missing.Groups[1].Value}";
        return message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.');
    }

    /// <summary>The type whose fields stand at a path such as <c>$.items[2].id</c>, and that of the value there.</summary>
    private static (Type Holder, Type Value) At(Type expected, string path)
    {
        var (holder, value) = (expected, expected);
        foreach (Match step in Steps().Matches(path))
            if (step.Groups[1] is { Success: true, Value: var name })
            {
                holder = value;
                if (holder.GetProperties().FirstOrDefault(p => IsNamed(p.Name, name)) is not { } field)
                    break;
                value = field.PropertyType;
            }
            else if ((value = Element(value)).Assembly != typeof(object).Assembly)
                holder = value;
        return (holder, value);
    }

    private static bool IsNamed(string property, string name) =>
        property.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Type Element(Type type) =>
        type.GetElementType()
        ?? (type.IsAssignableTo(typeof(IEnumerable)) && type.IsGenericType ? type.GetGenericArguments()[^1] : type);

    private static string Kind(Type type) =>
        Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
        {
            _ when type.IsEnum =>
                $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
            TypeCode.String => "a string",
            TypeCode.Boolean => "true or false",
            TypeCode.DateTime => "a date",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            >= TypeCode.SByte and <= TypeCode.UInt64 => "a whole number",
            _ when type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?) => "a date",
            _ when type.IsAssignableTo(typeof(IDictionary)) => "an object",
            _ when type.IsAssignableTo(typeof(IEnumerable)) => "a list",
            _ => "an object",
        };

    [GeneratedRegex(@"\.(\w+)|\[\d+\]")]
    private static partial Regex Steps();

    [GeneratedRegex(@"missing required properties including: ((?:'[^']*'(?:, )?)+)")]
    private static partial Regex Missing();
}
