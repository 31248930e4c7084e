using System.Globalization;
using System.IO.Compression;
using Microsoft.VisualBasic.FileIO;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Tables;

/// <summary>
/// Real tables from $NINEFOLD_DATA. Quantities come first; a category is a column of 0 and 1 for each of its values, named
/// by the field and the value. Of large tables it is a sample.
/// </summary>
internal static class RealTables
{
    private const int Most = 4000; // rows
    private const int MostPayments = 10_000; // about one in a hundred is a fraud

    private static string Folder => Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "";

    /// <summary>Is a tumour malignant, by 9 grades of its cells?</summary>
    public static LabelledRows Tumours() =>
        Of(
            [.. Lines(Path.Combine(Folder, "uci", "breast-cancer-wisconsin.csv"))],
            [0, 1, 2, 3, 4, 5, 6, 7, 8],
            [],
            f => f[9] == "4" ? 1 : 0
        );

    /// <summary>Is a credit bad?</summary>
    public static LabelledRows Credits() =>
        Of(
            [.. Lines(Path.Combine(Folder, "uci", "german.csv"))],
            [1, 4, 7, 10, 12, 15, 17],
            [0, 2, 3, 5, 6, 8, 9, 11, 13, 14, 16, 18, 19],
            f => f[20] == "2" ? 1 : 0
        );

    /// <summary>In how many minutes is food delivered?</summary>
    /// <param name="most">As many rows at most.</param>
    public static LabelledRows Deliveries(int most = Most)
    {
        var path = Path.Combine(Folder, "food-delivery", "deliverytime.txt");
        var rows = Sample(Lines(path).Skip(1).Select(f => f.Select(field => field.Trim()).ToArray()), most);
        return Of(
            [.. rows.Select(f => f.Append(Distance(f)).ToArray())],
            [2, 3, 4, 5, 6, 7, 11],
            [8, 9],
            f => Number(f[10])
        );
    }

    /// <summary>Is food delivered in more than half an hour?</summary>
    public static LabelledRows Late() =>
        Deliveries() with
        {
            Labels = [.. Deliveries().Labels.Select(minutes => minutes > 30 ? 1f : 0)],
        };

    /// <summary>Is a payment by card a fraud? The first ones of a month, by amount, hour and day of the week alone.</summary>
    public static LabelledRows Payments() =>
        Of(
            [
                .. Lines(Path.Combine(Folder, "card-fraud", "tx_05.csv.gz"))
                    .Skip(1)
                    .Take(MostPayments)
                    .Select(f => (Fields: f, At: DateTime.Parse(f[1], CultureInfo.InvariantCulture)))
                    .Select(p => new[] { p.Fields[4], $"{p.At.Hour}", $"{p.At.DayOfWeek}", p.Fields[7] }),
            ],
            [0, 1],
            [2],
            f => Number(f[3])
        );

    /// <summary>The logarithm of the price of a night.</summary>
    /// <param name="most">As many rows at most.</param>
    public static LabelledRows Nights(int most = Most) =>
        Of(Sample(Flats(), most), [6, 7, 10, 11, 13, 14, 15], [4, 8], f => MathF.Log(1 + Number(f[9])));

    /// <summary>Is it a whole flat, a room or a shared room?</summary>
    public static LabelledRows Rooms()
    {
        var rows = Sample(Flats(), Most);
        var kinds = rows.Select(f => f[8]).Distinct().Order(StringComparer.Ordinal).ToList();
        return Of(rows, [6, 7, 9, 10, 11, 13, 14, 15], [4], f => kinds.IndexOf(f[8]));
    }

    private static IEnumerable<string[]> Flats() =>
        Lines(Path.Combine(Folder, "airbnb-nyc-2019", "AB_NYC_2019.csv.zip")).Skip(1);

    private static List<string[]> Sample(IEnumerable<string[]> lines, int most)
    {
        string[][] rows = [.. lines];
        new Random(1).Shuffle(rows);
        return [.. rows.Take(most)];
    }

    /// <summary>The fields of every line; unpacked where it is packed.</summary>
    public static IEnumerable<string[]> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using var archive = path.EndsWith(".zip", StringComparison.Ordinal) ? new ZipArchive(file) : null;
        using var packed = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : null;
        using var text = new StreamReader(
            archive?.Entries.Single(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)).Open()
                ?? packed
                ?? (Stream)file
        );
        using var parser = new TextFieldParser(text) { HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(",");
        while (!parser.EndOfData)
            yield return parser.ReadFields()!;
    }

    private static LabelledRows Of(List<string[]> rows, int[] quantities, int[] categories, Func<string[], float> label)
    {
        var ones = categories
            .SelectMany(c =>
                rows.Select(f => (Field: c, Value: f[c])).Distinct().OrderBy(one => one.Value, StringComparer.Ordinal)
            )
            .ToList();
        string[] names = [.. quantities.Select(q => $"{q}"), .. ones.Select(one => $"{one.Field}={one.Value}")];
        return new(
            new FeatureSchema(names, new bool[names.Length]),
            [
                .. rows.SelectMany(f =>
                    quantities.Select(q => Number(f[q])).Concat(ones.Select(one => f[one.Field] == one.Value ? 1f : 0))
                ),
            ],
            [.. rows.Select(label)],
            [.. Enumerable.Range(0, rows.Count)]
        );
    }

    /// <summary>NaN where it is not known.</summary>
    public static float Number(string field) =>
        float.TryParse(field, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;

    // In kilometres, along a great circle.
    private static string Distance(string[] f)
    {
        var (a, b, c, d) = (Radians(f[4]), Radians(f[5]), Radians(f[6]), Radians(f[7]));
        var half = Math.Pow(Math.Sin((c - a) / 2), 2) + Math.Cos(a) * Math.Cos(c) * Math.Pow(Math.Sin((d - b) / 2), 2);
        return (2 * 6371 * Math.Asin(Math.Sqrt(Math.Min(1, half)))).ToString(CultureInfo.InvariantCulture);

        static double Radians(string degrees) => Number(degrees) * Math.PI / 180;
    }
}
