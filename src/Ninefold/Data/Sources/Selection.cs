namespace Ninefold.Data.Sources;

/// <summary>Picks the files that are needed out of an archive, wherever they stand in it, and stores them side by side.</summary>
/// <param name="files">The names that are needed.</param>
/// <param name="folder">Where they go.</param>
internal sealed class Selection(IReadOnlyList<string> files, string folder)
{
    private readonly HashSet<string> found = [];

    /// <summary>Where a file of an archive is to be stored, or null where it is not needed.</summary>
    /// <param name="path">Its path in the archive.</param>
    /// <exception cref="InvalidDataException">A file of this name was there before.</exception>
    public string? TargetOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (!files.Contains(name))
            return null;
        return found.Add(name)
            ? Path.Combine(folder, name)
            : throw new InvalidDataException($"it holds two files called '{name}'");
    }

    /// <summary>Why the files are not complete, or null where they are.</summary>
    public string? Reason =>
        files.Except(found).ToList() is { Count: > 0 } missing
            ? $"it does not hold {string.Join(", ", missing)}."
            : null;
}
