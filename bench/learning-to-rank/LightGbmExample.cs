using System.Globalization;
using System.Security.Cryptography;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Sources;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.LearningToRank;

/// <summary>The ranking example that LightGBM ships: 201 queries to train on, 50 to test, grades 0 to 4, 300 columns.</summary>
internal static class LightGbmExample
{
    private const int Columns = 300;

    private static readonly IReadOnlyDictionary<string, string> Sha256 = new Dictionary<string, string>
    {
        ["rank.train"] = "a0c7201c89120879c14a5059e091f441cbf2a29b8aaef363885ccb1a530448df",
        ["rank.train.query"] = "40cb5fef637229311cd30fab13cb7fb633b023e86a87ff04ec55db420143d6af",
        ["rank.test"] = "3b1219ce117a0a36d2f76c02de7e7831c1d79af0d40f5195c03178bbe26c824b",
        ["rank.test.query"] = "36dca82ba3bf99201bac3987b00a8fbf6fe5f563e9fa6d0da90e783710a32df4",
    };

    public static CatalogEntry Entry { get; } =
        new()
        {
            Id = "ltr-lightgbm",
            Title = "The ranking example of LightGBM",
            Licence = "MIT, with LightGBM",
            Citation = "G. Ke et al., \"LightGBM: A highly efficient gradient boosting decision tree\", NIPS 2017.",
            Sample = new(SampleKind.Convenience, "an example of 201 queries"),
            Files = [.. Sha256.Keys],
            Tables = [],
            Sources =
            [
                new SeparateFiles(
                    "https://raw.githubusercontent.com/microsoft/LightGBM/v4.6.0/examples/xendcg/",
                    Sha256
                ),
            ],
        };

    /// <summary>Reads a part, of which every line is a grade and its columns that are not 0.</summary>
    /// <param name="files">The files, wherever they came from.</param>
    /// <param name="part"><c>train</c> or <c>test</c>.</param>
    /// <exception cref="InvalidDataException">The files are others.</exception>
    public static LabelledRows Read(FetchedDataset files, string part)
    {
        var sizes = Lines(files, $"rank.{part}.query").Select(int.Parse).ToList();
        var lines = Lines(files, $"rank.{part}");
        var (values, labels) = (new float[lines.Length * Columns], new float[lines.Length]);
        for (var row = 0; row < lines.Length; row++)
        {
            var fields = lines[row].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            labels[row] = Number(fields[0]);
            foreach (var field in fields.Skip(1))
            {
                var colon = field.IndexOf(':');
                values[row * Columns + int.Parse(field[..colon]) - 1] = Number(field[(colon + 1)..]);
            }
        }
        int[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        string[] names = [.. Enumerable.Range(1, Columns).Select(column => $"c{column}")];
        return new(new(names, new bool[Columns]), values, labels, groups);
    }

    private static string[] Lines(FetchedDataset files, string file)
    {
        var path = files.PathOf(file);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        return hash == Sha256[file]
            ? File.ReadAllLines(path)
            : throw new InvalidDataException($"'{path}' must have the SHA-256 {Sha256[file]}, but has {hash}.");
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Files that are downloaded one by one from one address.</summary>
/// <param name="Address">What the files' names follow.</param>
/// <param name="Sha256">The hash of each.</param>
internal sealed record SeparateFiles(string Address, IReadOnlyDictionary<string, string> Sha256) : IDataSource
{
    public string Description => Address;

    public async Task<string?> TryFetchAsync(
        IReadOnlyList<string> files,
        string folder,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        foreach (var file in files)
        {
            var source = new DownloadSource(new(Address + file), Sha256[file]);
            if (await source.TryFetchAsync([file], folder, progress, cancellation) is { } reason)
                return $"{file}: {reason}";
        }
        return null;
    }
}
