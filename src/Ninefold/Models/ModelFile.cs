namespace Ninefold.Models;

/// <summary>A file from elsewhere that holds a model.</summary>
internal static class ModelFile
{
    /// <param name="folder">Where models may be.</param>
    /// <param name="file">Its path within the folder.</param>
    /// <exception cref="ArgumentException">The path leaves the folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static byte[] Read(string folder, string file)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var path = Path.GetFullPath(Path.Combine(root, file));
        if (!IsWithin(root, path) || !IsWithin(Resolved(root), Resolved(path)))
            throw new ArgumentException(
                $"The model '{file}' must lie within the folder '{folder}', but leads out of it."
            );
        return File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw new FileNotFoundException($"There is no model '{file}' in the folder '{folder}'.");
    }

    private static bool IsWithin(string root, string path) =>
        path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way followed: a folder may be one as well as a file.</summary>
    private static string Resolved(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        foreach (
            var part in path[resolved.Length..]
                .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var next = new FileInfo(Path.Combine(resolved, part));
            // What is not there is no link.
            resolved = next.LinkTarget is null
                ? next.FullName
                : Resolved(next.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
        return resolved;
    }
}
