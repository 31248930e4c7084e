namespace Ninefold.Hosting.Pages;

/// <summary>Figures as people read them.</summary>
internal static class Readable
{
    public const string None = "–";

    public static string Value(double? value) =>
        value switch
        {
            null => None,
            0 => "0",
            { } v when Math.Abs(v) >= 1000 => $"{v:N0}",
            { } v when Math.Abs(v) >= 100 => $"{v:0.0}",
            { } v when Math.Abs(v) >= 10 => $"{v:0.00}",
            { } v when Math.Abs(v) >= .0001 => $"{v:0.0000}",
            { } v => $"{v:g2}",
        };

    public static string Signed(double value) => value > 0 ? $"+{Value(value)}" : Value(value);

    public static string Milliseconds(double value) =>
        value switch
        {
            0 => "0 ms",
            < .1 => $"{value * 1000:0} µs",
            < 10 => $"{value:0.00} ms",
            < 1000 => $"{value:0} ms",
            _ => $"{value / 1000:0.0} s",
        };

    public static string Seconds(double value) =>
        value switch
        {
            < 1 => $"{value * 1000:0} ms",
            < 100 => $"{value:0.0} s",
            < 6000 => $"{value / 60:0} min",
            _ => $"{value / 3600:0.0} h",
        };

    public static string Bytes(long value) =>
        value switch
        {
            < 1000 => $"{value} B",
            < 1_000_000 => $"{value / 1e3:0.0} kB",
            < 1_000_000_000 => $"{value / 1e6:0.0} MB",
            _ => $"{value / 1e9:0.00} GB",
        };

    public static string Moment(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    public static string Ago(TimeSpan age) =>
        age.TotalSeconds switch
        {
            < 60 => "just now",
            < 5400 => $"{age.TotalMinutes:0} min ago",
            < 36 * 3600 => $"{age.TotalHours:0} h ago",
            _ => $"{age.TotalDays:0} days ago",
        };

    public static string Percent(double share) => $"{share:0.0%}";
}
