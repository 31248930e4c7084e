using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ninefold.Hosting.Auto;

/// <summary>Values and names as C# writes them.</summary>
internal static class Code
{
    private const int Width = 110;
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A string literal: what JSON escapes, C# reads.</summary>
    public static string Text(string value) => JsonSerializer.Serialize(value, Readable);

    /// <summary>A number, which comes back to the bit: <c>.05</c>, <c>12</c>.</summary>
    public static string Number(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture) is var text && text.StartsWith("0.", StringComparison.Ordinal)
            ? text[1..]
            : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC.</summary>
    public static string Moment(DateTimeOffset at) =>
        $"new({at.Year}, {at.Month}, {at.Day}, {at.Hour}, {at.Minute}, {at.Second}, TimeSpan.Zero)";

    /// <summary>Text within a comment of documentation.</summary>
    public static string Comment(string text) => SecurityElement.Escape(text.ReplaceLineEndings(" "));

    /// <summary>Lines at an indentation, to follow text that stands there already.</summary>
    public static string Lines(int indentation, IEnumerable<string> lines) =>
        string.Join("\n" + new string(' ', indentation), lines);

    /// <summary>A list between brackets: in one line, or a line for each where that is too long.</summary>
    /// <param name="indentation">Of the line on which it begins.</param>
    public static string Wrapped(int indentation, string open, IReadOnlyList<string> items, string close)
    {
        var line = $"{open} {string.Join(", ", items)} {close}";
        if (line.Length + indentation <= Width)
            return line;
        var comma = close.EndsWith(',') ? "" : ","; // an entry of a collection initialiser ends without one
        var lines = items.Select((item, i) => i < items.Count - 1 ? $"{item}," : $"{item}{comma}");
        return $"{open}\n{new string(' ', indentation + 4)}{Lines(indentation + 4, lines)}\n{new string(' ', indentation)}{close}";
    }

    /// <summary>The name of a property: <c>TimeTakenMin</c> for <c>Time_taken(min)</c>.</summary>
    public static string Property(string column)
    {
        var (name, upper) = (new StringBuilder(), true);
        foreach (var c in column)
            if (!char.IsAsciiLetterOrDigit(c))
                upper = true;
            else
            {
                name.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }
        return name.Length == 0 || char.IsDigit(name[0]) ? $"Column{name}" : name.ToString();
    }
}
