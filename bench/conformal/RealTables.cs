using System.Globalization;
using System.IO.Compression;
using Microsoft.VisualBasic.FileIO;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Conformal;

/// <summary>
/// Three real tables with a quantity to predict, from $NINEFOLD_DATA: minutes of food deliveries, the logarithm of the price of
/// a night in New York, the logarithm of the amount of a German credit. Categories are columns of 0 and 1.
/// </summary>
internal static class RealTables
{
    /// <exception cref="FileNotFoundException">A table is missing.</exception>
    public static IReadOnlyList<(string Name, LabelledRows Rows)> Read()
    {
        var folder = Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "";
        return
        [
            ("food-delivery", Deliveries(Path.Combine(folder, "food-delivery", "deliverytime.txt"))),
            ("airbnb-nyc-2019", Nights(Path.Combine(folder, "airbnb-nyc-2019", "AB_NYC_2019.csv.zip"))),
            ("german-credit", Credits(Path.Combine(folder, "uci", "german.csv"))),
        ];
    }

    private static LabelledRows Deliveries(string path)
    {
        using var text = File.OpenText(path);
        var rows = Lines(text).Skip(1).Select(f => f.Select(field => field.Trim()).ToArray()).ToList();
        return Table(rows, quantities: [2, 3, 4, 5, 6, 7], categories: [8, 9], f => Number(f[10]), f => [Distance(f)]);
    }

    private static LabelledRows Nights(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        using var text = new StreamReader(
            archive.Entries.Single(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)).Open()
        );
        var rows = Lines(text).Skip(1).ToList();
        return Table(
            rows,
            quantities: [6, 7, 10, 11, 13, 14, 15],
            categories: [4, 8],
            f => MathF.Log(1 + Number(f[9]))
        );
    }

    private static LabelledRows Credits(string path)
    {
        using var text = File.OpenText(path);
        int[] categories = [0, 2, 3, 5, 6, 8, 9, 11, 13, 14, 16, 18, 19];
        int[] quantities = [1, 7, 10, 12, 15, 17, 20];
        return Table([.. Lines(text)], quantities, categories, f => MathF.Log(Number(f[4])));
    }

    private static IEnumerable<string[]> Lines(TextReader text)
    {
        using var parser = new TextFieldParser(text) { HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        while (!parser.EndOfData)
            yield return parser.ReadFields()!;
    }

    private static LabelledRows Table(
        List<string[]> rows,
        int[] quantities,
        int[] categories,
        Func<string[], float> label,
        Func<string[], float[]>? more = null
    )
    {
        var ones = categories.SelectMany(c => rows.Select(f => (c, f[c])).Distinct().Order()).ToList();
        var width = quantities.Length + ones.Count + (more?.Invoke(rows[0]).Length ?? 0);
        float[] values =
        [
            .. rows.SelectMany(f =>
                quantities
                    .Select(q => Number(f[q]))
                    .Concat(ones.Select(one => f[one.c] == one.Item2 ? 1f : 0))
                    .Concat(more?.Invoke(f) ?? [])
            ),
        ];
        var names = Enumerable.Range(0, width).Select(column => $"c{column}").ToList();
        var schema = new FeatureSchema(names, new bool[width]);
        return new(schema, values, [.. rows.Select(label)], [.. Enumerable.Range(0, rows.Count)]);
    }

    private static float Number(string field) =>
        float.TryParse(field, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;

    // In kilometres, along a great circle.
    private static float Distance(string[] f)
    {
        var (a, b, c, d) = (Radians(f[4]), Radians(f[5]), Radians(f[6]), Radians(f[7]));
        var half = Math.Pow(Math.Sin((c - a) / 2), 2) + Math.Cos(a) * Math.Cos(c) * Math.Pow(Math.Sin((d - b) / 2), 2);
        return (float)(2 * 6371 * Math.Asin(Math.Sqrt(Math.Min(1, half))));

        static double Radians(string degrees) => Number(degrees) * Math.PI / 180;
    }
}
