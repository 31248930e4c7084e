using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ninefold.Bench.VectorIndex;

/// <summary>What a run leaves behind: figures, the same as text, and a picture.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The load average before the searches: what else the machine does.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Prints the text, and writes all three where a folder is given.</summary>
    public static void Save(string? folder, string data, object figures, string text, IReadOnlyList<Point> curve)
    {
        Console.WriteLine(text);
        if (folder is null)
            return;
        File.WriteAllText(Path.Combine(folder, $"{data}.json"), JsonSerializer.Serialize(figures, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, $"{data}.md"), text);
        File.WriteAllText(Path.Combine(folder, $"{data}.svg"), Curves.Picture(curve));
    }
}
