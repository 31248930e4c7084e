using System.Security.Cryptography;

namespace Ninefold.Data.Sources;

/// <summary>Compares a file with the hash that a catalog entry states.</summary>
internal static class Checksum
{
    /// <param name="path">The file.</param>
    /// <param name="sha256">Hex; null where none is stated and any content passes.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null where they agree, otherwise the reason.</returns>
    public static async Task<string?> MismatchAsync(string path, string? sha256, CancellationToken cancellation)
    {
        if (sha256 is null)
            return null;
        await using var file = File.OpenRead(path);
        var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        return actual.Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"its SHA-256 must be {sha256}, but is {actual}.";
    }
}
