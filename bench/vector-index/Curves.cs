using System.Globalization;
using System.Text;

namespace Ninefold.Bench.VectorIndex;

/// <summary>One width of both: what it found, and how fast.</summary>
internal sealed record Point(int Width, double Recall, double QueriesPerSecond);

/// <summary>Recall against speed, as a table and as a picture.</summary>
internal static class Curves
{
    public static string Table(IReadOnlyList<Point> own, IReadOnlyList<Point> peer)
    {
        var text = new StringBuilder(
            "| width | Ninefold: recall | queries/s | hnswlib: recall | queries/s |\n|---|---|---|---|---|\n"
        );
        foreach (var (a, b) in own.Zip(peer))
            text.Append(CultureInfo.InvariantCulture, $"| {a.Width} | {a.Recall:F4} | {a.QueriesPerSecond:N0} ")
                .Append(CultureInfo.InvariantCulture, $"| {b.Recall:F4} | {b.QueriesPerSecond:N0} |\n");
        return text.ToString();
    }

    public static string Picture(IReadOnlyList<Point> own, IReadOnlyList<Point> peer)
    {
        var left = Math.Floor(own.Concat(peer).Min(p => p.Recall) * 50) / 50;
        var top = own.Concat(peer).Max(p => p.QueriesPerSecond) * 1.1;
        double X(double recall) => 60 + ((recall - left) / (1 - left) * 520);
        double Y(double speed) => 340 - (speed / top * 300);
        var text = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 620 400\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"620\" height=\"400\" fill=\"white\"/>\n"
                + "<path d=\"M60 30V340H600\" fill=\"none\" stroke=\"#555\"/>\n"
                + "<text x=\"300\" y=\"385\">recall of the best 10</text><text x=\"60\" y=\"20\">queries a second</text>\n"
        );
        for (var i = 0; i <= 4; i++)
        {
            var (recall, speed) = (left + ((1 - left) * i / 4), top * i / 4);
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(recall) - 12:F0}\" y=\"360\">{recall:F3}</text>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"10\" y=\"{Y(speed) + 4:F0}\">{speed:N0}</text>\n");
        }
        foreach (var (name, color, points) in new[] { ("Ninefold", "#0b6", own), ("hnswlib", "#c50", peer) })
        {
            var path = string.Join(
                ' ',
                points.Select(p =>
                    string.Create(CultureInfo.InvariantCulture, $"{X(p.Recall):F1},{Y(p.QueriesPerSecond):F1}")
                )
            );
            text.Append($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{X(points[0].Recall) + 8:F0}\" ")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"y=\"{Y(points[0].QueriesPerSecond) - 6:F0}\" fill=\"{color}\">{name}</text>\n"
                );
        }
        return text.Append("</svg>\n").ToString();
    }
}
