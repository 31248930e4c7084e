using System.Globalization;
using System.IO.Compression;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Clusters;

/// <summary>Real tables from $NINEFOLD_DATA; labels are the true classes.</summary>
internal static class Tables
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "";

    /// <summary>The first digits of MNIST, a column a pixel.</summary>
    public static LabelledRows Digits(int count)
    {
        var pixels = Bytes("train-images-idx3-ubyte.gz")[16..(16 + count * 784)];
        var classes = Bytes("train-labels-idx1-ubyte.gz")[8..(8 + count)];
        return Of(784, Array.ConvertAll(pixels, p => (float)p), Array.ConvertAll(classes, c => (float)c));

        static byte[] Bytes(string name)
        {
            using var file = new GZipStream(
                File.OpenRead(Path.Combine(Folder, "mnist", name)),
                CompressionMode.Decompress
            );
            using var memory = new MemoryStream();
            file.CopyTo(memory);
            return memory.ToArray();
        }
    }

    /// <summary>Nine marks of tumours, and whether they are malignant; without the few that lack a mark.</summary>
    public static LabelledRows Tumours()
    {
        var lines = File.ReadLines(Path.Combine(Folder, "uci", "breast-cancer-wisconsin.csv"))
            .Select(line => line.Split(','))
            .Where(fields => fields.All(f => float.TryParse(f, CultureInfo.InvariantCulture, out _)))
            .Select(fields => Array.ConvertAll(fields, f => float.Parse(f, CultureInfo.InvariantCulture)))
            .ToList();
        return Of(9, [.. lines.SelectMany(f => f[^10..^1])], [.. lines.Select(f => f[^1] == 4 ? 1f : 0)]);
    }

    /// <summary>How often each abstract of the Cranfield collection has each of the most frequent longer words.</summary>
    public static LabelledRows Words(int width)
    {
        var texts = File.ReadAllText(Path.Combine(Folder, "cranfield", "cran.all.1400"))
            .Split("\n.I ")
            .Select(text => text[(text.IndexOf(".W", StringComparison.Ordinal) + 2)..])
            .Select(text => text.Split([' ', '\n', '.', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
            .Select(words => words.Where(w => w.Length > 3).ToList())
            .ToList();
        var columns = texts
            .SelectMany(words => words)
            .CountBy(word => word)
            .OrderByDescending(word => word.Value)
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(width)
            .Select((word, at) => (word.Key, at))
            .ToDictionary();
        var values = new float[texts.Count * width];
        foreach (var (row, words) in texts.Index())
        foreach (var word in words)
            if (columns.TryGetValue(word, out var column))
                values[row * width + column]++;
        return Of(width, values, new float[texts.Count]);
    }

    public static LabelledRows Of(int width, float[] values, float[] labels) =>
        new(
            new([.. Enumerable.Range(0, width).Select(c => $"c{c}")], new bool[width]),
            values,
            labels,
            [.. Enumerable.Range(0, labels.Length)]
        );
}
