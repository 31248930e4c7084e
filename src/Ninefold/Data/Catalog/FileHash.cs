using System.Security.Cryptography;
using System.Text;

namespace Ninefold.Data.Catalog;

/// <summary>The size and hash of a file.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record FileHash(string Name, long Bytes, string Sha256)
{
    /// <summary>Hashes files of a folder, in the order of their names.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static IReadOnlyList<FileHash> Of(string folder, IEnumerable<string> files)
    {
        var hashes = new List<FileHash>();
        foreach (var name in files.Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(Path.Combine(folder, name));
            hashes.Add(new(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file))));
        }
        return hashes;
    }

    /// <summary>One hash of names and contents.</summary>
    public static string Together(IEnumerable<FileHash> files) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.Name} {f.Sha256}\n"))))
        );
}
