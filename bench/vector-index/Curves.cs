using System.Globalization;
using System.Text;

namespace Ninefold.Bench.VectorIndex;

/// <summary>One width: what was found, and how fast.</summary>
internal sealed record Point(string Name, int Width, double Recall, double QueriesPerSecond);

/// <summary>Recall against speed, as a table and as a picture.</summary>
internal static class Curves
{
    private static readonly string[] Colors =
    [
        "#c50",
        "#0b6",
        "#06c",
        "#909",
        "#a80",
        "#088",
        "#555",
        "#e0a",
        "#69c",
        "#7a3",
    ];

    public static string Table(IReadOnlyList<Point> points)
    {
        var text = new StringBuilder("| index | width | recall | queries/s |\n|---|---|---|---|\n");
        foreach (var p in points)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {p.Name} | {p.Width} | {p.Recall:F4} | {p.QueriesPerSecond:N0} |\n"
            );
        return text.ToString();
    }

    /// <summary>Recall from 0.8 on, and queries a second by powers of ten.</summary>
    public static string Picture(IReadOnlyList<Point> points)
    {
        const double left = .8;
        var shown = points.Where(p => p.Recall >= left).ToArray();
        var bottom = Math.Floor(Math.Log10(shown.Min(p => p.QueriesPerSecond)));
        var top = Math.Ceiling(Math.Log10(shown.Max(p => p.QueriesPerSecond)));
        double X(double recall) => 70 + ((recall - left) / (1 - left) * 510);
        double Y(double speed) => 340 - ((Math.Log10(speed) - bottom) / (top - bottom) * 300);
        var text = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 400\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"800\" height=\"400\" fill=\"white\"/>\n"
                + "<path d=\"M70 30V340H590\" fill=\"none\" stroke=\"#555\"/>\n"
                + "<text x=\"280\" y=\"385\">recall of the best 10</text><text x=\"70\" y=\"20\">queries a second</text>\n"
        );
        for (var i = 0; i <= 4; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{X(left + (i * .05)) - 12:F0}\" y=\"360\">{left + (i * .05):F2}</text>\n"
            );
        for (var power = bottom; power <= top; power++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"5\" y=\"{Y(Math.Pow(10, power)) + 4:F0}\">{Math.Pow(10, power):N0}</text>\n"
            );
        foreach (var (number, line) in points.Select(p => p.Name).Distinct().Index())
        {
            var color = Colors[number % Colors.Length];
            var path = string.Join(
                ' ',
                shown
                    .Where(p => p.Name == line)
                    .Select(p =>
                        string.Create(CultureInfo.InvariantCulture, $"{X(p.Recall):F1},{Y(p.QueriesPerSecond):F1}")
                    )
            );
            text.Append($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"605\" y=\"{40 + (number * 18)}\" fill=\"{color}\">{line}</text>\n"
                );
        }
        return text.Append("</svg>\n").ToString();
    }
}
