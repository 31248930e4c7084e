using System.Security.Cryptography;

namespace Ninefold.Data.Storage;

/// <summary>
/// Files by the SHA-256 of their content: what is stored never changes, and a file that was damaged or swapped is found
/// out when it is read.
/// </summary>
public sealed class ArtifactStore
{
    private readonly string folder;

    /// <param name="folder">Where the files live; created where it is new.</param>
    public ArtifactStore(string folder) => Directory.CreateDirectory(this.folder = folder);

    /// <summary>Stores a content; a crash half-way leaves nothing behind that could be read.</summary>
    /// <returns>The SHA-256, lower-case hex.</returns>
    public string Put(ReadOnlySpan<byte> content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = PathOf(hash);
        if (File.Exists(path) && content.SequenceEqual(File.ReadAllBytes(path)))
            return hash; // one that was damaged is written anew
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        return hash;
    }

    /// <summary>Reads a content and verifies it.</summary>
    /// <exception cref="InvalidDataException">The file is missing, or its content is not what was stored.</exception>
    public byte[] Get(string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path))
            throw new InvalidDataException($"The stored file '{path}' is missing.");
        var content = File.ReadAllBytes(path);
        var actual = Convert.ToHexStringLower(SHA256.HashData(content));
        return actual == hash
            ? content
            : throw new InvalidDataException(
                $"The stored file '{path}' was changed: its SHA-256 must be {hash}, but is {actual}. Delete it and train again."
            );
    }

    /// <summary>How many bytes a content has, or null where it is not stored.</summary>
    public long? Size(string hash) => new FileInfo(PathOf(hash)) is { Exists: true } file ? file.Length : null;

    private string PathOf(string hash) => Path.Combine(folder, hash[..2], hash);
}
